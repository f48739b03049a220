"""A CRL by which a certificate was decided breaks a MUST of RFC 5280, section 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope
from chainaudit.model.finding import Severity
from chainaudit.validators.revocation import assessment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def find(ctx: PathContext) -> Iterator[Finding]:
    """Tell it of every certificate below the anchor."""
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="a CRL that keeps to RFC 5280, section 5")


CHECK = Check(
    id="revocation.crl-profile",
    title="A CRL breaks a rule for those who issue CRLs",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 5280", "5.1.2"),
        Citation("RFC 5280", "5.2"),
    ),
    explanation=(
        "RFC 5280 asks of every CRL a version 2, nextUpdate, a CRL number that is not critical, and an "
        "authority key identifier. Strict verifiers refuse a CRL without them."
    ),
    remedy="Have the CA issue CRLs that keep to RFC 5280, section 5.",
    find=find,
    applies=assessment.applies,
    variants=(
        "version",
        "issuer-empty",
        "next-update-missing",
        "entries-empty",
        "time-form",
        "encoding",
        "number-missing",
        "number-range",
        "number-critical",
        "aki-missing",
        "aki-critical",
        "delta-indicator-not-critical",
        "distribution-point-not-critical",
        "distribution-point-empty",
        "distribution-point-several",
    ),
)
