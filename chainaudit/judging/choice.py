"""How a profile comes to its path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.judging.judged import Judged, judge_path
from chainaudit.judging.searched import any_path
from chainaudit.model.profile import StrategyKind

if TYPE_CHECKING:
    from chainaudit.judging.evaluation import Evaluation
    from chainaudit.model.profile import Profile


def choose(profile: Profile, evaluation: Evaluation) -> Judged:
    """Return the path that the profile comes to, judged: an acceptable one, or the one whose faults it reports.

    Where the budget was spent on the way and nothing was acceptable, ``stopped_by`` says so.
    """
    judged = _chosen(profile, evaluation)
    limit = evaluation.candidates.budget.exhausted
    if limit is None or judged.is_acceptable or (judged.fatal and _is_certain(profile)):
        return judged
    return Judged(judged.path, judged.facts, judged.fatal, stopped_by=f"the search stopped after {limit}")


def _is_certain(profile: Profile) -> bool:
    """Whether the path was come to without a look at signatures, so that what is fatal to it is fatal for certain."""
    return profile.strategy.kind is StrategyKind.COMMITTED


def _chosen(profile: Profile, evaluation: Evaluation) -> Judged:
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
