"""The trust anchor's own validity does not hold at the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.remedy import Action
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.validity.period import is_after
from chainaudit.validators.wording import moment_text, span_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Look at the anchor alone."""
    return ctx.role is Role.ANCHOR


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare the anchor's dates; an error only where the rules let them count."""
    anchor = ctx.certificate
    severity = Severity.ERROR if ctx.rules.anchor_dates_count else Severity.WARNING
    if anchor.not_after is not None and is_after(ctx.moment, anchor.not_after, ctx.rules):
        yield CHECK.finding(
            anchor,
            variant="expired",
            severity=severity,
            field="notAfter",
            observed=f"it expired on {moment_text(anchor.not_after)}, {span_text(ctx.moment - anchor.not_after)} ago",
            expected=f"a notAfter at or after {moment_text(ctx.moment)}",
            actions=(for_certificate("replace-anchor", anchor, store=", ".join(ctx.question.truststores)),),
            not_after=moment_text(anchor.not_after),
            subject=str(anchor.subject),
        )
    elif anchor.not_before is not None and ctx.moment < anchor.not_before:
        yield CHECK.finding(
            anchor,
            variant="not-yet-valid",
            severity=severity,
            field="notBefore",
            observed=(
                f"it becomes valid on {moment_text(anchor.not_before)}, in {span_text(anchor.not_before - ctx.moment)}"
            ),
            expected=f"a notBefore at or before {moment_text(ctx.moment)}",
            actions=(Action("fix-clock", certificate=anchor.fingerprint, subject=str(anchor.subject)),),
            not_before=moment_text(anchor.not_before),
            subject=str(anchor.subject),
        )


CHECK = Check(
    id="trust.anchor-expired",
    title="The trust anchor is outside its validity",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "6.1.1 (d)"), Citation("RFC 5280", "4.1.2.5")),
    explanation=(
        "RFC 5280 takes a trust anchor as a name and a key and leaves it to the verifier whether the dates in a "
        "root certificate count. OpenSSL, Go and browsers refuse an expired root, Java accepts it. A truststore "
        "that still holds the old root works on one side and not on the other."
    ),
    remedy="Import the successor of the root into the truststore, and remove the old one once nothing leads to it.",
    find=find,
    applies=applies,
    variants=("expired", "not-yet-valid"),
)
