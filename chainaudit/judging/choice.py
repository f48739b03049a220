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
