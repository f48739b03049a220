"""Until when a verdict holds: the first moment at which it turns, over all paths, and because of which certificate."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chainaudit.judging.judged import Judged
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question
    from chainaudit.model.rules import Rules

_BY_TIME = frozenset({"validity.expired", "validity.not-yet-valid", "trust.anchor-expired"})
_SECOND = timedelta(seconds=1)
_INSTANT = timedelta(microseconds=1)
_LAST = datetime(9999, 12, 31, tzinfo=timezone.utc)
MAX_TRIALS: Final = 64
"""Moments that are tried; a path of seven certificates has fourteen."""


class Window:
    """When a path is within the validity of all its certificates: its first moment, the one that ends it, and whose."""

    __slots__ = ("begins", "begun_by", "ended_by", "ends")

    def __init__(self, begins: datetime, begun_by: Certificate, ends: datetime, ended_by: Certificate) -> None:
        self.begins = begins
        self.begun_by = begun_by
        self.ends = ends
        self.ended_by = ended_by


def window_of(path: Path, rules: Rules) -> Window | None:
    """Return the window of a path; None where a certificate has no readable dates."""
    counted = [c for _, c in path.below_anchor()]
    if rules.anchor_dates_count and path.is_complete and len(path.certificates) > 1:
        counted.append(path.top)
    dated = [(c.not_before, c.not_after, c) for c in counted]
    begins = max(((b, i) for i, (b, _, _) in enumerate(dated) if b is not None), default=None)
    ends = min(((a, i) for i, (_, a, _) in enumerate(dated) if a is not None), default=None)
    if begins is None or ends is None or any(b is None or a is None for b, a, _ in dated):
        return None
    try:
        last = _first_moment_after(ends[0], rules)
    except OverflowError:
        return None
    return Window(begins[0], dated[begins[1]][2], last, dated[ends[1]][2])


def _first_moment_after(not_after: datetime, rules: Rules) -> datetime:
    """Return the first moment at which a certificate is over, as the rules count."""
    if not rules.moment_after_is_inclusive:
        return not_after
    return not_after + (_INSTANT if rules.fractions_count else _SECOND)


def turning_by_trial(
    question: Question,
    certificates: Iterable[Certificate],
    rules: Rules,
    accepts: Callable[[Question], bool],
    further: Iterable[datetime] = (),
) -> tuple[datetime | None, Certificate | None]:
    """Return the first moment at which ``accepts`` answers otherwise, and the certificate whose validity turns then.

    Asked at every moment at which a certificate begins or ends to be valid, in their order: that holds for every way
    to a path, one that commits itself or takes a pinned certificate whatever its dates. ``further`` are moments at
    which something else begins or ends to count, a CRL or an OCSP response; then there is no certificate. At most
    ``MAX_TRIALS`` are asked; (None, None): it never turns, as far as was asked.
    """
    now = accepts(question)
    moments: list[tuple[datetime, Certificate | None]] = [(m, None) for m in further if m > question.moment]
    for certificate in certificates:
        begins, ends = certificate.not_before, certificate.not_after
        if begins is not None and begins > question.moment:
            moments.append((begins, certificate))
        if ends is not None and ends < _LAST and _first_moment_after(ends, rules) > question.moment:
            moments.append((_first_moment_after(ends, rules), certificate))
    moments.sort(key=lambda row: row[0])
    asked: set[datetime] = set()
    for moment, whose in moments:
        if moment in asked:
            continue
        if len(asked) >= MAX_TRIALS:
            break
        asked.add(moment)
        if accepts(question.but(moment=moment)) is not now:
            return moment, whose
    return None, None


def turning_moment(
    judged: Iterable[Judged], moment: datetime, rules: Rules
) -> tuple[datetime | None, Certificate | None]:
    """Return the first moment at which acceptance turns, and the certificate because of which it does.

    Only paths count that nothing but time refuses. (None, None): acceptance never turns, as far as these paths go.
    """
    windows = []
    for one in judged:
        if one.path.is_complete and all(finding.check in _BY_TIME for finding, _ in one.fatal):
            window = window_of(one.path, rules)
            if window is not None and window.begins < window.ends:
                windows.append(window)
    now = [w for w in windows if w.begins <= moment < w.ends]
    if not now:
        later = min((w for w in windows if w.begins > moment), key=lambda w: w.begins, default=None)
        return (later.begins, later.begun_by) if later else (None, None)
    last = max(now, key=lambda w: w.ends)
    while True:
        longer = max((w for w in windows if w.begins <= last.ends < w.ends), key=lambda w: w.ends, default=None)
        if longer is None:
            return last.ends, last.ended_by
        last = longer
