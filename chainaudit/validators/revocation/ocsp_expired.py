"""The answer for a certificate held until before the moment that is judged."""

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
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="an answer that still holds")


CHECK = Check(
    id="revocation.ocsp-expired",
    title="An OCSP response is out of date",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(
        Citation("RFC 6960", "3.2"),
        Citation("RFC 6960", "4.2.2.1"),
    ),
    explanation=(
        "The answer held until a time before the moment that is judged, or it is old and does not say how "
        "long it holds."
    ),
    remedy="Ask the responder again.",
    find=find,
    applies=assessment.applies,
    variants=("next-update-passed", "no-next-update"),
)
