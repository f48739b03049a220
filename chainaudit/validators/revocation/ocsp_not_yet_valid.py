"""The answer for a certificate is from after the moment that is judged."""

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
    yield from assessment.tell(CHECK, ctx, "fix-clock", expected="an answer made by the moment that is judged")


CHECK = Check(
    id="revocation.ocsp-not-yet-valid",
    title="An OCSP response is from the future",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 6960", "3.2"),),
    explanation=(
        "The answer was made after the moment that is judged. Either a clock is wrong, or another moment was meant."
    ),
    remedy="Correct the clock of the host, or judge at a moment after the answer was made.",
    find=find,
    applies=assessment.applies,
    variants=(),
)
