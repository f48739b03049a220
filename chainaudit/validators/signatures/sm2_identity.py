"""An SM2 signature does not verify for the signer's identity that the verifier was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import sm2
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import LinkContext
    from chainaudit.model.finding import Finding


def applies(ctx: LinkContext) -> bool:
    """Only where the verifier's identity is known: for SM2 signatures, or where an identity is given for another."""
    return ctx.rules.sm2_identity is not None and (_is_sm2(ctx.subject) or bool(_identity(ctx)))


def _is_sm2(certificate: Certificate) -> bool:
    algorithm = certificate.signature_algorithm
    return algorithm is not None and algorithm.key_algorithm == "SM2"


def _identity(ctx: LinkContext) -> bytes:
    """Return the identity that is given, which is for the target's signature alone."""
    identity = ctx.rules.sm2_identity
    return identity if identity and ctx.subject.der == ctx.question.target.certificate.der else b""


def find(ctx: LinkContext) -> Iterator[Finding]:
    """Check the signature with the issuer's key for that identity; other kinds of signatures can have none."""
    key, subject, identity = ctx.issuer.public_key, ctx.subject, _identity(ctx)
    fits = _is_sm2(subject) and key is not None
    if key is None or not fits or not sm2.is_valid(key.key_octets, subject.signature, subject.tbs, identity):
        shown = identity.decode("ascii", "backslashreplace")
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
    stands_alone=True,
    applies=applies,
    refines=("path.signature-invalid",),
)
