"""A certificate will expire within the days that were asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.validators.validity.period import is_after
from chainaudit.validators.validity.renewal import renewal
from chainaudit.validators.wording import ROLE_VARIANTS, moment_text, span_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Warn within the days asked for; else within 30 or the last third of a short lifetime, whichever is less."""
    certificate = ctx.certificate
    not_before, not_after = certificate.not_before, certificate.not_after
    if not_before is None or not_after is None or is_after(ctx.moment, not_after, ctx.rules):
        return
    asked, lifetime = ctx.question.expires_soon_days, not_after - not_before
    # A certificate of six days would else be about to expire all its life, and one of the future already now.
    limit = min(timedelta(days=DAYS), lifetime / 3) if asked is None else min(timedelta(days=asked), lifetime)
    left = not_after - ctx.moment
    if left > limit:
        return
    remedy, actions = renewal(ctx)
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        field="notAfter",
        observed=f"it expires on {moment_text(not_after)}, in {span_text(left)}",
        expected=f"more than {span_text(limit)} left",
        remedy=remedy,
        actions=actions,
        not_after=moment_text(not_after),
        days_left=left.days,
        subject=str(certificate.subject),
    )


DAYS: Final = 30
"""How many days ahead an end of validity is told where nobody says otherwise."""

CHECK = Check(
    id="validity.expires-soon",
    title="A certificate expires soon",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.1.2.5"), Citation("NIST SP 800-57 Part 1", "5.3")),
    explanation=(
        "The certificate still works, but not for long: less than 30 days (or as set), or less than a third of a "
        "short lifetime, is left. From the second after notAfter every verifier refuses it, and a new one takes "
        "time to be issued, installed and told to partners."
    ),
    remedy="Renew the certificate now, and tell the partners that pin it or its issuer.",
    find=find,
    stands_alone=True,
    variants=("target", "issuer", "anchor"),
)
