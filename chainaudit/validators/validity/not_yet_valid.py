"""The moment lies before a certificate's notBefore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.context import Role
from chainaudit.model.remedy import Action
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS, moment_text, span_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Leave the anchor out: whether its dates count is another question (RFC 5280, 6.1.1 (d))."""
    return ctx.role is not Role.ANCHOR


def find(ctx: CertificateContext) -> Iterator[Finding | Undetermined]:
    """Compare the moment with notBefore, which itself is valid (RFC 5280, 4.1.2.5)."""
    certificate, not_before = ctx.certificate, ctx.certificate.not_before
    if not_before is None:
        yield Undetermined("notBefore cannot be read")
        return
    if ctx.moment >= not_before:
        return
    until = not_before - ctx.moment
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        field="notBefore",
        observed=f"it becomes valid on {moment_text(not_before)}, {span_text(until)} after the moment that is judged",
        expected=f"a notBefore at or before {moment_text(ctx.moment)}",
        actions=(
            Action("fix-clock", certificate=certificate.fingerprint, subject=str(certificate.subject)),
            for_certificate("reissue", certificate),
        ),
        not_before=moment_text(not_before),
        seconds_until=int(until.total_seconds()),
        subject=str(certificate.subject),
    )


CHECK = Check(
    id="validity.not-yet-valid",
    title="A certificate is not valid yet",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "6.1.3 (a) (2)"), Citation("RFC 5280", "4.1.2.5")),
    explanation=(
        "Every certificate of a path must be valid at the moment it is used. All verifiers refuse one whose "
        "notBefore lies in the future. Often the clock of the verifying host is wrong, or a certificate was "
        "installed before its day."
    ),
    remedy="Check the clock and time zone of the host that verifies; else wait, or have the certificate reissued.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("target", "issuer"),
)
