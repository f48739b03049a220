"""The signature of the self-signed certificate at the end of a path is not its own key's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import sm2
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import KEY_CERT_SIGN
from chainaudit.model.kinship import is_self_signed
from chainaudit.model.signature import SignatureStatus, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Only where it is asked for: a trusted key needs no signature (RFC 5280, 6.1.1 (d))."""
    return bool(ctx.rules.check_self_signature) and is_self_signed(ctx.path.top)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Check the signature of the last certificate with its own key, and whether that key may sign certificates."""
    top = ctx.path.top
    position = len(ctx.path.certificates) - 1
    if top.is_ca and top.key_usage is not None and KEY_CERT_SIGN not in top.key_usage:
        observed = "it is a CA whose key usage does not allow it to sign itself"
        yield CHECK.finding(
            top, position=position, observed=observed, expected="keyCertSign", field="keyUsage", variant="no-cert-sign"
        )
    if not _is_own(top):
        observed = "its own key did not make its signature"
        yield CHECK.finding(
            top,
            position=position,
            observed=observed,
            expected="its own signature",
            field="signatureValue",
            variant="invalid",
        )


def _is_own(top: Certificate) -> bool:
    key, outer, inner = top.public_key, top.signature_algorithm, top.tbs_signature_algorithm
    if key is None or outer is None or inner is None or outer.encoded != inner.encoded:
        return False
    if outer.key_algorithm == "SM2":
        return sm2.is_valid(key.key_octets, top.signature, top.tbs, b"")  # an identity is given for the target alone
    return verify(key, outer, top.signature, top.tbs) is SignatureStatus.VALID


CHECK = Check(
    id="signatures.self-signature",
    title="The root's signature is not its own",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("OpenSSL", "openssl-verification-options(1), -check_ss_sig"),),
    explanation="A verifier has a root's key beforehand, so that the root's own signature proves nothing; some "
    "check it all the same.",
    remedy="Import the root anew from a source that can be trusted.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("invalid", "no-cert-sign"),
)
