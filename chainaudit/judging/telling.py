"""What a report tells of one fact that several checks found, each in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Scope
from chainaudit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.check import Check
    from chainaudit.model.finding import Finding


def told_once(findings: Iterable[Finding], checks: Iterable[Check]) -> list[Finding]:
    """Leave out one verifier's reading of a fact where the general check tells it, which then is as grave as both.

    A reading is told by itself where it is fatal and no general check found anything there; where it is not fatal to
    any verifier that was asked, nobody needs it.
    """
    listed = list(findings)
    readings = {check.id: check for check in checks if check.refines}
    kept = [f for f in listed if f.check not in readings]
    for reading in (f for f in listed if f.check in readings and f.severity is Severity.ERROR):
        at = _general(reading, readings[reading.check], kept)
        if at is None:
            kept.append(reading)
        elif kept[at].severity is not Severity.ERROR:
            kept[at] = kept[at].but(severity=Severity.ERROR)
    return kept


def _general(reading: Finding, check: Check, kept: list[Finding]) -> int | None:
    """Return which general finding tells the same: at the same position, or, of a path as a whole, anywhere in it."""
    same = [at for at, f in enumerate(kept) if f.check in check.refines]
    here = [at for at in same if kept[at].position == reading.position]
    if here:
        return here[0]
    return same[0] if same and check.scope is Scope.PATH else None
