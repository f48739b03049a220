"""The anchor is trusted for what was issued up to a day, and the target begins later."""

from __future__ import annotations

from datetime import timezone
from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.question import Purpose
from chainaudit.validators.actions import for_certificate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Only for verifiers that have such days, and only servers' certificates under an anchor."""
    asked = bool(ctx.rules.distrusted_anchors) and ctx.question.purpose is Purpose.SERVER
    return asked and ctx.path.is_complete and len(ctx.path.certificates) > 1


def find(ctx: PathContext) -> Iterator[Finding]:
    """Compare the day on which the target begins, in UTC, with the last one of its anchor's owner."""
    chain = ctx.path.certificates
    target, anchor = chain[0], chain[-1]
    if target.not_before is None:
        return
    begins = target.not_before.astimezone(timezone.utc).date()
    for distrust in ctx.rules.distrusted_anchors:
        last = distrust.last_day(chain)
        if last is not None and begins > last:
            yield CHECK.finding(
                target,
                position=0,
                observed=f"it begins on {begins.isoformat()}, and '{anchor.subject}' counts up to {last.isoformat()}",
                expected="a certificate of another CA",
                field="notBefore",
                actions=(for_certificate("reissue", target),),
                owner=distrust.owner,
                last_day=last.isoformat(),
                anchor=str(anchor.subject),
            )


CHECK = Check(
    id="trust.anchor-distrusted",
    title="The root is no longer trusted for certificates as young as this one",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("OpenJDK", "java.security, jdk.security.caDistrustPolicies"),),
    explanation="When browsers stop trusting a CA, the JDK keeps its roots and refuses certificates of servers that "
    "begin after a day: Symantec, Entrust and AffirmTrust, Camerfirma, Chunghwa. It goes by the root's fingerprint, in "
    "whatever truststore the root stands.",
    remedy="Get the server's certificate from another CA.",
    find=find,
    applies=applies,
)
