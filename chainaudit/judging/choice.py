"""How a profile comes to its path, and what it finds fatal there."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from chainaudit.builder.budget import MAX_EXPLAINING_CHECKS, MAX_LISTED_PATHS, Budget
from chainaudit.builder.search import complete_paths, partial_paths
from chainaudit.model.check import Outcome
from chainaudit.model.context import Role
from chainaudit.model.path import Path
from chainaudit.model.profile import StrategyKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chainaudit.builder.candidates import Candidates
    from chainaudit.judging.evaluation import Evaluation, Facts
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Anchor
    from chainaudit.model.profile import Profile, Ruling
    from chainaudit.model.question import Question


class Judged:
    """A path, its facts, and those of them that are fatal to a profile, each with the ruling."""

    __slots__ = ("facts", "fatal", "path")

    def __init__(self, path: Path, facts: Facts, fatal: tuple[tuple[Finding, Ruling], ...]) -> None:
        self.path = path
        self.facts = facts
        self.fatal = fatal

    @property
    def is_acceptable(self) -> bool:
        """Whether the path is complete, nothing is fatal, and every check could decide."""
        return self.path.is_complete and not self.fatal and Outcome.UNDETERMINED not in self.facts.outcomes.values()


def is_usable_anchor(profile: Profile, question: Question) -> Callable[[Anchor], bool]:
    """Return which trusted certificates may end a path for this profile and this purpose."""
    only_self_signed = profile.strategy.self_signed_anchors and not question.partial_chain
    only_marked = profile.strategy.parameters.get("marked_anchors", False)
    usage = question.purpose.usage

    def usable(anchor: Anchor) -> bool:
        if only_self_signed and not anchor.certificate.is_self_issued:
            return False
        if only_marked and not anchor.is_marked:
            return False
        return usage is None or anchor.is_trusted_for(usage)

    return usable


def fatal_facts(
    profile: Profile, facts: Iterable[Finding], path: Path, question: Question
) -> tuple[tuple[Finding, Ruling], ...]:
    """Return the findings that are fatal to the profile, with what it says of each."""
    found: list[tuple[Finding, Ruling]] = []
    for finding in facts:
        found.extend((finding, ruling) for ruling in profile.rulings_on(finding, path, question))
    return tuple(found)


def judge_path(profile: Profile, evaluation: Evaluation, path: Path) -> Judged:
    """Evaluate one path for one profile."""
    facts = evaluation.of_path(path)
    return Judged(path, facts, fatal_facts(profile, facts.findings, path, evaluation.question))


def choose(profile: Profile, evaluation: Evaluation) -> Judged:
    """Return the path that the profile comes to, judged: an acceptable one, or the one whose faults it reports."""
    kind = profile.strategy.kind
    if kind is StrategyKind.COMMITTED:
        from chainaudit.builder.committed import committed_path

        return judge_path(
            profile, evaluation, committed_path(evaluation.candidates, evaluation.question, profile.strategy)
        )
    if kind is StrategyKind.PRESENTED:
        from chainaudit.judging.presented import follow_presented

        return follow_presented(profile, evaluation)
    return any_path(profile, evaluation)


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
    with_budget = _with_fresh_budget(evaluation.candidates)
    for path in complete_paths(
        with_budget, evaluation.question.target.certificate, may_extend=_anything, is_anchor=usable
    ):
        found.append(judge_path(profile, evaluation, path))
        if len(found) >= limit:
            break
    return tuple(found)


def _explain(profile: Profile, evaluation: Evaluation, usable: Callable[[Anchor], bool], best: Judged | None) -> Judged:
    """Nothing was acceptable: look again without turning back early, for the path that is worth explaining."""
    exhausted = evaluation.candidates.budget.exhausted
    candidates = _with_fresh_budget(evaluation.candidates)
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
    if best is None:
        best = judge_path(profile, evaluation, Path((target,), None))
    if exhausted:
        best.facts.undetermined["path.search"] = f"the search stopped after {exhausted}"
    return best


def _better(best: Judged | None, other: Judged) -> Judged:
    if best is None:
        return other

    def rank(judged: Judged) -> tuple[bool, int, int]:
        return judged.path.is_complete, -len(judged.fatal), len(judged.path.certificates)

    return other if rank(other) > rank(best) else best


def _anything(_partial: tuple[Certificate, ...], _issuer: Certificate, _is_anchor: bool) -> bool:  # noqa: FBT001 - a callback
    return True


def _with_fresh_budget(candidates: Candidates) -> Candidates:
    candidates.budget = Budget(signatures=MAX_EXPLAINING_CHECKS)
    return candidates


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
