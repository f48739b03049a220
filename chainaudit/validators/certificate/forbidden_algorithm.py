"""A key or a signature is of a kind that public CAs may not use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import public_key as keys
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.public_key import PublicKey

CURVES: Final = frozenset({"P-256", "P-384", "P-521"})
DIGESTS: Final = frozenset({"sha256", "sha384", "sha512"})
SIGNERS: Final = frozenset({keys.RSA, keys.RSA_PSS, keys.EC})
_KEYS: Final = Citation("CA/Browser Forum TLS BR", "6.1.5")
_SIGNATURES: Final = Citation("CA/Browser Forum TLS BR", "7.1.3.2")


def applies(ctx: CertificateContext) -> bool:
    """Only where the Baseline Requirements are asked for."""
    return bool(ctx.rules.baseline_requirements)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look at every key, and at every signature but the anchor's, which nobody verifies."""
    certificate = ctx.certificate
    role = {Role.TARGET: "target", Role.ANCHOR: "anchor"}.get(ctx.role, "issuer")
    key = certificate.public_key
    why = None if key is None else _refused(key)
    if key is not None and why:
        part = "modulus" if key.algorithm == keys.RSA else "key"
        finding = _finding(
            certificate, f"{part}-{role}", f"the key is {key.label}: {why}", "subjectPublicKeyInfo", _KEYS
        )
        yield finding.but(values={"algorithm": key.algorithm, "curve": key.curve, "bits": key.bits})
    algorithm = certificate.signature_algorithm
    if ctx.role is Role.ANCHOR or algorithm is None:
        return
    if algorithm.key_algorithm not in SIGNERS or algorithm.digest not in DIGESTS:
        observed = f"the signature is {algorithm.label}"
        finding = _finding(certificate, f"signature-{role}", observed, "signatureAlgorithm", _SIGNATURES)
        yield finding.but(values={"algorithm": algorithm.key_algorithm, "digest": algorithm.digest})


def _refused(key: PublicKey) -> str | None:
    """Say why a key may not be used, None where it may. Its least size is another check's."""
    if key.algorithm == keys.RSA:
        return None if key.bits % 8 == 0 else "its modulus is not a multiple of 8 bits"
    if key.algorithm == keys.EC:
        return None if key.curve in CURVES else "the curve is none of P-256, P-384 and P-521"
    return "it is neither RSA nor of an elliptic curve"


def _finding(certificate: Certificate, variant: str, observed: str, field: str, cite: Citation) -> Finding:
    return CHECK.finding(certificate, observed=observed, field=field, variant=variant).but(cites=(cite,))


CHECK = Check(
    id="certificate.forbidden-algorithm",
    title="A key or a signature is of a kind that public CAs may not use",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(_KEYS, _SIGNATURES),
    explanation="Certificates of public CAs have RSA keys in whole octets or keys on P-256, P-384 or P-521, and are "
    "signed with RSA or ECDSA and SHA-256, SHA-384 or SHA-512. Clients refuse others.",
    remedy="Have the certificate reissued for an RSA key of 2048 bits or more, or a key on P-256 or P-384.",
    applies=applies,
    find=find,
    variants=(
        "key-target",
        "key-issuer",
        "key-anchor",
        "modulus-target",
        "modulus-issuer",
        "modulus-anchor",
        "signature-target",
        "signature-issuer",
    ),
)
