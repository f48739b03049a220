"""A delta CRL was given that no complete CRL goes with."""

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
    yield from assessment.tell(
        CHECK, ctx, "enable-revocation", expected="a delta CRL that starts from a complete one which was given"
    )


CHECK = Check(
    id="revocation.delta-unusable",
    title="A delta CRL cannot be used",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 5280", "6.3.3 (c)"),
        Citation("RFC 5280", "5.2.4"),
    ),
    explanation=(
        "A delta CRL lists only what changed since a complete one. It needs a complete CRL of the same scope "
        "whose number is between its base and its own, a valid signature and valid dates."
    ),
    remedy="Give the complete CRL that the delta CRL starts from, or a newer one.",
    find=find,
    applies=assessment.applies,
    variants=("no-base", "base-number", "refused"),
)
