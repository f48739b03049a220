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


def mended_first(findings: Iterable[Finding], checks: Iterable[Check]) -> list[Finding]:
    """Let a finding lead what only follows from it: a leaf that is not first, what is wrong with the one taken for it.

    It becomes as grave as the gravest of them, and they get its remedy: their own would mend the wrong certificate.
    """
    told = list(findings)
    preceding = {check.id: check.precedes for check in checks if check.precedes}
    for at, lead in enumerate(told):
        rooms = preceding.get(lead.check, {}).get(lead.variant, ())
        behind = [i for i, f in enumerate(told) if _is_about_another(f, lead) and f.check.partition(".")[0] in rooms]
        if behind:
            gravest = max((lead, *(told[i] for i in behind)), key=lambda f: f.severity.rank)
            told[at] = lead.but(severity=gravest.severity)
            remedy = f"This is said of another certificate than the one that is meant: {lead.remedy} ({lead.check})"
            for i in behind:
                told[i] = told[i].but(remedy=remedy, actions=lead.actions)
    return told


def _is_about_another(finding: Finding, lead: Finding) -> bool:
    """Whether a finding looks at the target, and the one that leads says that another certificate is meant."""
    return finding.position == 0 and finding.certificate is not None and finding.certificate != lead.certificate


def _general(reading: Finding, check: Check, kept: list[Finding]) -> int | None:
    """Return which general finding tells the same: at the same position, or, of a path as a whole, anywhere in it."""
    same = [at for at, f in enumerate(kept) if f.check in check.refines]
    here = [at for at in same if kept[at].position == reading.position]
    if here:
        return here[0]
    return same[0] if same and check.scope is Scope.PATH else None
