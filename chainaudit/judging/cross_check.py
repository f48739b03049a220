"""Which profile predicts what a real verifier says, and its prediction for the question that was judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.judging.judge import verdict_of
from chainaudit.model.second_opinion import SecondOpinion

if TYPE_CHECKING:
    from chainaudit.model.check import Check
    from chainaudit.model.profile import Profile
    from chainaudit.model.question import Question
    from chainaudit.model.second_opinion import Answer


def beside(answer: Answer, question: Question, profile: Profile, checks: tuple[Check, ...]) -> SecondOpinion:
    """Put the prediction of a profile beside what the verifier itself said."""
    verdict, _ = verdict_of(question, profile, checks)
    return SecondOpinion(answer, verdict)
