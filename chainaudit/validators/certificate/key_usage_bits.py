"""The key usage of a CA is missing, or a key usage is empty, or the key cannot do what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

_ENCRYPTS: Final = frozenset(
    {
        extension.KEY_ENCIPHERMENT,
        extension.DATA_ENCIPHERMENT,
        extension.KEY_AGREEMENT,
        extension.ENCIPHER_ONLY,
        extension.DECIPHER_ONLY,
    }
)
_SIGNS: Final = frozenset(
    {extension.DIGITAL_SIGNATURE, extension.NON_REPUDIATION, extension.KEY_CERT_SIGN, extension.CRL_SIGN}
)
_EDWARDS: Final = Citation("RFC 8410", "5")
_MODULE_LATTICE: Final = Citation("RFC 9881", "5")
_ALONE_UNDEFINED: Final = frozenset({extension.ENCIPHER_ONLY, extension.DECIPHER_ONLY})
UNFIT: Final = {
    "Ed25519": (_ENCRYPTS, _EDWARDS),
    "Ed448": (_ENCRYPTS, _EDWARDS),
    "X25519": (_SIGNS, _EDWARDS),
    "X448": (_SIGNS, _EDWARDS),
    "ML-DSA-44": (_ENCRYPTS, _MODULE_LATTICE),
    "ML-DSA-65": (_ENCRYPTS, _MODULE_LATTICE),
    "ML-DSA-87": (_ENCRYPTS, _MODULE_LATTICE),
}
"""Algorithm -> the usages that a key of it must not have, and the clause that says so."""


def applies(ctx: CertificateContext) -> bool:
    """Only a certificate that states its usages, or a CA, which must."""
    return ctx.certificate.is_ca or ctx.certificate.key_usage is not None


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """A CA must state its usages; at least one must be set, and none that the algorithm of the key cannot serve."""
    certificate = ctx.certificate
    usage = certificate.key_usage
    if usage is None:
        if ctx.role is not Role.TARGET and certificate.extension(extension.KEY_USAGE) is None:
            # An anchor is trusted as it is; its own certificate is only how it was handed over (RFC 5280, 6.1.1 (d)).
            severity = Severity.WARNING if ctx.role is Role.ANCHOR else Severity.ERROR
            observed = "a CA certificate has no keyUsage"
            yield CHECK.finding(certificate, observed=observed, field="keyUsage", variant="missing", severity=severity)
        return
    if not usage:
        yield CHECK.finding(
            certificate, observed="keyUsage is there and no bit of it is set", field="keyUsage", variant="empty"
        )
        return
    if usage & _ALONE_UNDEFINED and extension.KEY_AGREEMENT not in usage:
        observed = "keyUsage has encipherOnly or decipherOnly without keyAgreement, where they mean nothing"
        yield CHECK.finding(
            certificate, observed=observed, field="keyUsage", variant="undefined", severity=Severity.WARNING
        )
    yield from _unfit(certificate, usage)


def _unfit(certificate: Certificate, usage: frozenset[int]) -> Iterator[Finding]:
    key = certificate.public_key
    unfit, clause = UNFIT.get(key.algorithm, (None, None)) if key is not None else (None, None)
    if key is None or unfit is None or clause is None or not usage & unfit:
        return
    names = ", ".join(extension.KEY_USAGE_NAMES[bit] for bit in sorted(usage & unfit))
    observed = f"keyUsage has {names} where the key is {key.algorithm}"
    yield CHECK.finding(certificate, observed=observed, field="keyUsage", variant="unfit").but(cites=(clause,))


CHECK = Check(
    id="certificate.key-usage-bits",
    title="The key usage is missing, empty or does not fit the key",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2.1.3"),),
    explanation="A key usage that is present must allow something, and only what a key of this algorithm can do.",
    remedy="Have the certificate reissued with the usages that it is meant for.",
    applies=applies,
    find=find,
    variants=("missing", "empty", "undefined", "unfit"),
)
