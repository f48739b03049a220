"""What a verifier says of a path: its words, in its order, as far as it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.profile import Reason

if TYPE_CHECKING:
    from chainaudit.judging.judged import Judged
    from chainaudit.model.finding import Finding
    from chainaudit.model.profile import Profile, Ruling
    from chainaudit.model.question import Question


def reasons_of(profile: Profile, judged: Judged, question: Question) -> tuple[Reason, ...]:
    """Return what the verifier says of a path, in its words, in its order, as far as it goes on."""
    rows: list[tuple[tuple[int, int, int, int], Reason]] = []
    for order, (finding, ruling) in enumerate(judged.fatal):
        depth = ruling.depth(finding, judged.path) if ruling.depth else finding.position
        height = -1 if depth is None else -depth if ruling.top_down else depth
        reason = Reason(_words(finding, ruling), number=ruling.number, depth=depth, finding=finding)
        rows.append(((ruling.stage, height, ruling.rank, order), reason))
    rows.sort(key=lambda row: row[0])
    reasons: list[Reason] = []
    said_already: set[tuple[int | None, int | None, str]] = set()
    for _, reason in rows:
        # Several facts may make one complaint: a verifier that counts says it once.
        if reason.number is not None and (reason.number, reason.depth, reason.words) in said_already:
            continue
        said_already.add((reason.number, reason.depth, reason.words))
        reasons.append(reason)
        if profile.goes_on is not None and reason.number not in profile.goes_on:
            break
    said = tuple(reasons)
    return profile.say(said, judged.path, question) if profile.say else said


def _words(finding: Finding, ruling: Ruling) -> str:
    if not ruling.words:
        return f"{finding.title}: {finding.observed}" if finding.observed else finding.title
    try:
        return ruling.words.format_map({**finding.values, "observed": finding.observed, "expected": finding.expected})
    except (KeyError, IndexError, ValueError):
        return ruling.words
