"""A certificate names its issuer in other bytes than the issuer names itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import LinkContext
    from chainaudit.model.finding import Finding


def find(ctx: LinkContext) -> Iterator[Finding]:
    """Compare the encodings of two names that are equal as names."""
    if ctx.subject.issuer.encoded != ctx.issuer.subject.encoded and ctx.subject.issuer == ctx.issuer.subject:
        yield CHECK.finding(
            ctx.subject,
            observed=f"the issuer '{ctx.subject.issuer}' is encoded otherwise than the subject of the CA",
            expected="the same bytes",
            field="issuer",
        )


CHECK = Check(
    id="path.name-encoding",
    title="The issuer's name is encoded otherwise than the CA encodes it",
    severity=Severity.WARNING,
    scope=Scope.LINK,
    cites=(Citation("RFC 5280", "4.1.2.6"), Citation("RFC 5280", "7.1")),
    explanation="RFC 5280 compares names without regard to case, white space and string type. Go and others compare "
    "bytes, and find no issuer then; the CA must copy its own name as it is encoded.",
    remedy="Have the certificate reissued with the issuer's name copied byte by byte.",
    find=find,
)
