"""A certificate is valid for longer than a verifier allows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only the target, and only where the profile has limits."""
    return ctx.role is Role.TARGET and bool(ctx.rules.max_lifetime_days)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Take the limit that held when it was issued; both ends count, so that an added second is another day."""
    begins, ends = ctx.certificate.not_before, ctx.certificate.not_after
    if begins is None or ends is None:
        return
    limits = [days for since, days in ctx.rules.max_lifetime_days if begins >= since]
    if limits and ends - begins + timedelta(seconds=1) > timedelta(days=limits[-1]):
        yield CHECK.finding(
            ctx.certificate,
            observed=f"it is valid for {(ends - begins).days} days",
            expected=f"at most {limits[-1]} days where it begins on {begins:%Y-%m-%d}",
            field="validity",
            days=(ends - begins).days,
            limit=limits[-1],
        )


CHECK = Check(
    id="certificate.lifetime",
    title="The certificate is valid for longer than the verifier allows",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("CA/Browser Forum TLS BR", "6.3.2"),),
    explanation="Some verifiers limit how long a server certificate may be valid, by the day on which it was issued.",
    remedy="Have the certificate reissued for a shorter time, and renew it by a program.",
    applies=applies,
    find=find,
)
