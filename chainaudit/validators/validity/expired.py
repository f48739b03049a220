"""The moment lies after a certificate's notAfter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.context import Role
from chainaudit.validators.validity.period import is_after
from chainaudit.validators.validity.renewal import renewal
from chainaudit.validators.wording import ROLE_VARIANTS, moment_text, span_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Leave the anchor out: whether its dates count is another question (RFC 5280, 6.1.1 (d))."""
    return ctx.role is not Role.ANCHOR


def find(ctx: CertificateContext) -> Iterator[Finding | Undetermined]:
    """Compare the moment with notAfter, which itself is still valid (RFC 5280, 4.1.2.5)."""
    certificate, not_after = ctx.certificate, ctx.certificate.not_after
    if not_after is None:
        yield Undetermined("notAfter cannot be read")
        return
    if not is_after(ctx.moment, not_after, ctx.rules):
        return
    since = ctx.moment - not_after
    remedy, actions = renewal(ctx)
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        field="notAfter",
        observed=f"it expired on {moment_text(not_after)}, {span_text(since)} before the moment judged",
        expected=f"a notAfter at or after {moment_text(ctx.moment)}",
        remedy=remedy,
        actions=actions,
        not_after=moment_text(not_after),
        seconds_since=int(since.total_seconds()),
        subject=str(certificate.subject),
    )


CHECK = Check(
    id="validity.expired",
    title="A certificate has expired",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "6.1.3 (a) (2)"), Citation("RFC 5280", "4.1.2.5")),
    explanation=(
        "Every certificate of a path must be valid at the moment it is used, the intermediates too. All verifiers "
        "refuse an expired certificate; one expired intermediate breaks every certificate below it. notAfter is "
        "the last valid second."
    ),
    remedy="Renew the certificate and install the new one on the side that presents it, with its issuers.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("target", "issuer"),
)
