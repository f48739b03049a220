"""A response is signed with another key than the responder's."""

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
    yield from assessment.tell(CHECK, ctx, "enable-revocation", expected="a signature made with the responder's key")


CHECK = Check(
    id="revocation.ocsp-signature-invalid",
    title="The signature of an OCSP response cannot be verified",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 6960", "3.2"),),
    explanation="The response was not signed with the key of the responder that it names.",
    remedy="Ask the responder again; a response that was altered is worth nothing.",
    find=find,
    applies=assessment.applies,
    variants=(),
)
