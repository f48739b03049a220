"""A response has a critical extension that is not processed here."""

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
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="only critical extensions that are understood")


CHECK = Check(
    id="revocation.ocsp-critical-extension-unknown",
    title="An OCSP response has a critical extension that is not understood",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 6960", "4.4"),),
    explanation=(
        "A critical extension may change what an answer means, so one that is not understood makes it unusable."
    ),
    remedy="Ask a responder that answers without it.",
    find=find,
    applies=assessment.applies,
    variants=(),
)
