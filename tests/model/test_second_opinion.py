"""An answer beside its prediction: whether they agree, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model.second_opinion import Answer, SecondOpinion
from tests import forge
from tests.facts import question

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict

ROOT = forge.root()
GO = chainaudit.profile("go")


def predicted(*, accepts: bool) -> Verdict:
    target = forge.issue(ROOT) if accepts else forge.issue(ROOT, end=forge.BEGIN)
    return verdict_of(question(target, ROOT), GO, chainaudit.checks())[0]


@pytest.mark.parametrize(
    ("accepted", "prediction", "agrees"),
    [
        (True, True, True),
        (False, False, True),
        (True, False, False),
        (False, True, False),
        (None, True, None),
        (True, None, None),
    ],
)
def test_whether_they_agree(accepted: bool | None, prediction: bool | None, agrees: bool | None) -> None:
    verdict = None if prediction is None else predicted(accepts=prediction)
    assert SecondOpinion(Answer("Go", accepted), verdict).agrees is agrees


def test_it_is_told_with_its_words() -> None:
    refused = Answer("Go", accepted=False, said=("expired", "and more"))
    assert SecondOpinion(refused, None).lines() == ("Go: rejected (expired; and more)",)
    assert SecondOpinion(refused, predicted(accepts=False)).lines() == (
        "Go: rejected (expired; and more)",
        "  as predicted by go-1.27",
    )
    assert (
        SecondOpinion(refused, predicted(accepts=True)).lines()[1] == "  differs from what go-1.27 predicted: accepted"
    )
    differing = SecondOpinion(Answer("Go", accepted=True), predicted(accepts=False)).lines()
    assert differing[0] == "Go: accepted"
    assert differing[1].startswith("  differs from what go-1.27 predicted: rejected (x509: certificate has expired")
    assert SecondOpinion(Answer("Go", None, ("none is installed",)), None).lines() == (
        "Go: not asked (none is installed)",
    )
