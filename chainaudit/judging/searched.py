"""The way of verifiers that search: any acceptable path wins, and what is worth explaining where none is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from chainaudit.builder.budget import MAX_EXPLAINING_CHECKS, MAX_LISTED_PATHS, Budget
from chainaudit.builder.search import complete_paths, partial_paths
from chainaudit.judging.judged import Judged, fatal_facts, is_usable_anchor, judge_path
from chainaudit.model.context import Role
from chainaudit.model.path import Path

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.judging.evaluation import Evaluation
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Anchor
    from chainaudit.model.profile import Profile


def any_path(profile: Profile, evaluation: Evaluation) -> Judged:
    """Search all paths: any acceptable one wins; else the complete one with the fewest fatal facts leads."""
    usable = is_usable_anchor(profile, evaluation.question)
    prune = _Pruner(profile, evaluation)
    target = evaluation.question.target.certificate
    best: Judged | None = None
    is_first = True
    while is_first or evaluation.candidates.widen():
        is_first = False
        for path in complete_paths(evaluation.candidates, target, may_extend=prune, is_anchor=usable):
            judged = judge_path(profile, evaluation, path)
            if judged.is_acceptable:
                return judged
            best = _better(best, judged)
    candidates = evaluation.candidates
    if best is not None and not (prune.has_turned_back or candidates.has_refused or candidates.budget.exhausted):
        return best  # every path there is was judged
    return _explain(profile, evaluation, usable, best)


def every_path(profile: Profile, evaluation: Evaluation, limit: int = MAX_LISTED_PATHS) -> tuple[Judged, ...]:
    """Return the complete paths, acceptable or not, at most ``limit``."""
    usable = is_usable_anchor(profile, evaluation.question)
    found = []
    evaluation = evaluation.with_budget(Budget(signatures=MAX_EXPLAINING_CHECKS))
    target = evaluation.question.target.certificate
    for path in complete_paths(evaluation.candidates, target, may_extend=_anything, is_anchor=usable):
        found.append(judge_path(profile, evaluation, path))
        if len(found) >= limit:
            break
    return tuple(found)


def _explain(profile: Profile, evaluation: Evaluation, usable: Callable[[Anchor], bool], best: Judged | None) -> Judged:
    """Nothing was acceptable: look again without turning back early, for the path that is worth explaining."""
    evaluation = evaluation.with_budget(Budget(signatures=MAX_EXPLAINING_CHECKS))
    candidates = evaluation.candidates
    target = evaluation.question.target.certificate
    every = complete_paths(
        candidates, target, may_extend=_anything, is_anchor=usable, issuers=candidates.issuers_or_suspects
    )
    for path in itertools.islice(every, MAX_LISTED_PATHS):
        best = _better(best, judge_path(profile, evaluation, path))
    if best is None:
        partial = partial_paths(candidates, target, MAX_LISTED_PATHS)
        for path in partial[:4] or (Path((target,), None),):
            best = _better(best, judge_path(profile, evaluation, path))
    return best if best is not None else judge_path(profile, evaluation, Path((target,), None))


def _better(best: Judged | None, other: Judged) -> Judged:
    if best is None:
        return other

    def rank(judged: Judged) -> tuple[bool, int, int]:
        return judged.path.is_complete, -len(judged.fatal), len(judged.path.certificates)

    return other if rank(other) > rank(best) else best


def _anything(_partial: tuple[Certificate, ...], _issuer: Certificate, _is_anchor: bool) -> bool:  # noqa: FBT001 - a callback
    return True


class _Pruner:
    """Says whether an issuer may stand on a partial path, by facts that nothing above can mend."""

    __slots__ = ("_evaluation", "_profile", "has_turned_back")

    def __init__(self, profile: Profile, evaluation: Evaluation) -> None:
        self._profile = profile
        self._evaluation = evaluation
        self.has_turned_back = False

    def __call__(self, partial: tuple[Certificate, ...], issuer: Certificate, is_anchor: bool) -> bool:  # noqa: FBT001 - a callback
        evaluation, position = self._evaluation, len(partial)
        path = Path((*partial, issuer), evaluation.candidates.anchor_of(issuer) if is_anchor else None)
        role = Role.ANCHOR if is_anchor else Role.INTERMEDIATE
        facts = (
            *evaluation.of_certificate(issuer, role).at(position).findings,
            *evaluation.of_link(issuer, partial[-1], issuer_is_anchor=is_anchor).at(position - 1).findings,
            *evaluation.pruning(path).findings,
        )
        if facts and fatal_facts(self._profile, facts, path, evaluation.question):
            self.has_turned_back = True
            return False
        return True
