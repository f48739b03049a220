"""The signature of the self-signed certificate at the end of a path is not its own key's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.kinship import is_self_signed
from chainaudit.model.signature import SignatureStatus, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Only where it is asked for: a trusted key needs no signature (RFC 5280, 6.1.1 (d))."""
    return bool(ctx.rules.check_self_signature) and is_self_signed(ctx.path.top)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Check the signature of the last certificate with its own key."""
    top = ctx.path.top
    key, position = top.public_key, len(ctx.path.certificates) - 1
    inner = top.tbs_signature_algorithm
    agrees = (
        inner is not None and top.signature_algorithm is not None and inner.encoded == top.signature_algorithm.encoded
    )
    if (
        key is None
        or not agrees
        or verify(key, top.signature_algorithm, top.signature, top.tbs) is not SignatureStatus.VALID
    ):
        yield CHECK.finding(
            top, position=position, observed="its own key did not make its signature", field="signatureValue"
        )


CHECK = Check(
    id="signatures.self-signature",
    title="The root's signature is not its own",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("OpenSSL", "openssl-verification-options(1), -check_ss_sig"),),
    explanation="A verifier has a root's key beforehand, so that the root's own signature proves nothing; some check it.",
    remedy="Import the root anew from a source that can be trusted.",
    find=find,
    applies=applies,
)
