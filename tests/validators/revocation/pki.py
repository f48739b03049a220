"""The certificates that the tests of revocation share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import forge
from tests.validators.making import findings

if TYPE_CHECKING:
    from chainaudit.model.check import Check
    from chainaudit.model.context import PathContext

ROOT = forge.root()
CA = forge.intermediate(ROOT, "CA")
LEAF = forge.issue(CA)
PATH = (LEAF, CA, ROOT)


def told(check: Check, context: PathContext) -> list[tuple[int | None, str]]:
    """Return position and variant of what a check finds."""
    return [(finding.position, finding.variant) for finding in findings(check, context)]
