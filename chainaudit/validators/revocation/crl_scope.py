"""The CRLs of the right issuer cover other certificates than this one."""

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
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="a CRL that covers the certificate")


CHECK = Check(
    id="revocation.crl-scope",
    title="A CRL does not cover the certificate",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 5280", "6.3.3 (b)"),
        Citation("RFC 5280", "5.2.5"),
    ),
    explanation=(
        "CRLs may cover only some distribution points, only CA or only end-entity certificates, or other "
        "issuers' certificates. None that was given by the right issuer covers this one."
    ),
    remedy="Give the CRL that the certificate's cRLDistributionPoints names.",
    find=find,
    applies=assessment.applies,
    variants=(
        "not-indirect",
        "distribution-point",
        "attribute-certificates",
        "user-certificates",
        "ca-certificates",
        "points-unreadable",
    ),
)
