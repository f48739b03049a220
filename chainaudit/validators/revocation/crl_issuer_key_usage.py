"""The certificate that signed a CRL has a keyUsage without cRLSign."""

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
    yield from assessment.tell(CHECK, ctx, "reissue", expected="keyUsage with cRLSign, or no keyUsage")


CHECK = Check(
    id="revocation.crl-issuer-key-usage",
    title="The issuer of a CRL may not sign CRLs",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 5280", "6.3.3 (f)"),
        Citation("RFC 5280", "4.2.1.3"),
    ),
    explanation="A certificate with a keyUsage extension signs CRLs only if it has the cRLSign bit.",
    remedy="Have the CA's certificate reissued with cRLSign, or the CRL signed by a certificate that has it.",
    find=find,
    applies=assessment.applies,
    variants=(),
)
