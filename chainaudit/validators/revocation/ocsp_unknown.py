"""A valid response says that the certificate is unknown."""

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
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="good or revoked")


CHECK = Check(
    id="revocation.ocsp-unknown",
    title="An OCSP responder does not know the certificate",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 6960", "2.2"),),
    explanation=(
        "The responder answers that it cannot tell: often the wrong responder was asked, or the certificate "
        "was never issued."
    ),
    remedy="Ask the responder that the certificate names, and look at whether the CA has really issued it.",
    find=find,
    applies=assessment.applies,
    variants=(),
)
