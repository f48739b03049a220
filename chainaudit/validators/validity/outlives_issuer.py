"""A certificate is valid for longer than the one that issued it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import LinkContext
    from chainaudit.model.finding import Finding


def find(ctx: LinkContext) -> Iterator[Finding]:
    """Compare the two notAfter: the path ends with the shorter one."""
    ends, issuer_ends = ctx.subject.not_after, ctx.issuer.not_after
    if ends is None or issuer_ends is None or ends <= issuer_ends:
        return
    yield CHECK.finding(
        ctx.subject,
        variant="anchor" if ctx.issuer_is_anchor else "issuer",
        field="notAfter",
        observed=(
            f"it is valid until {moment_text(ends)}, its issuer '{ctx.issuer.subject}' only until "
            f"{moment_text(issuer_ends)}"
        ),
        expected=f"a notAfter at or before {moment_text(issuer_ends)}",
        actions=(for_certificate("replace-anchor" if ctx.issuer_is_anchor else "renew", ctx.issuer),),
        not_after=moment_text(ends),
        issuer_not_after=moment_text(issuer_ends),
        issuer=str(ctx.issuer.subject),
    )


CHECK = Check(
    id="validity.outlives-issuer",
    title="A certificate outlives its issuer",
    severity=Severity.WARNING,
    scope=Scope.LINK,
    cites=(Citation("RFC 5280", "6.1.3 (a) (2)"),),
    explanation=(
        "A path is valid only while every certificate in it is. This certificate claims a later end than its "
        "issuer, so it stops working before the date that stands in it, on the day when the issuer expires. "
        "Monitoring that looks at the target alone does not see that."
    ),
    remedy="Put the issuer's renewed certificate in place before the old one ends, or reissue with a shorter validity.",
    find=find,
    stands_alone=True,
    variants=("issuer", "anchor"),
)
