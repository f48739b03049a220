"""An SM2 signature does not verify for the signer's identity that the verifier was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import sm2
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import LinkContext
    from chainaudit.model.finding import Finding


def applies(ctx: LinkContext) -> bool:
    """Only for SM2 signatures, and only where the verifier's identity is known."""
    algorithm = ctx.subject.signature_algorithm
    return ctx.rules.sm2_identity is not None and algorithm is not None and algorithm.key_algorithm == "SM2"


def find(ctx: LinkContext) -> Iterator[Finding]:
    """Check the signature with the issuer's key for that identity."""
    key, subject = ctx.issuer.public_key, ctx.subject
    if key is None or not sm2.is_valid(key.key_octets, subject.signature, subject.tbs, ctx.rules.sm2_identity):
        shown = ctx.rules.sm2_identity.decode("ascii", "backslashreplace")
        yield CHECK.finding(
            subject,
            observed=f"it does not verify for the identity '{shown}'",
            expected="a signature under it",
            field="signatureValue",
        )


CHECK = Check(
    id="signatures.sm2-identity",
    title="An SM2 signature does not verify for the signer's identity",
    severity=Severity.WARNING,
    scope=Scope.LINK,
    cites=(Citation("OpenSSL", "SM2(7), distid"),),
    explanation="An SM2 signature covers an identity of its signer. Where none was agreed upon it is 1234567812345678, "
    "which OpenSSL 3 must be told (-vfyopt distid:1234567812345678), for its own default is empty.",
    remedy="Tell the verifier the identity with which the CA signs.",
    find=find,
    applies=applies,
    refines=("path.signature-invalid",),
)
