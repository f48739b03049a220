"""Budgets are counts; the limit that was reached first is what is told."""

from __future__ import annotations

import pytest

from chainaudit.builder.budget import Budget


@pytest.mark.parametrize(
    ("part", "spend", "words"),
    [
        ("signatures", Budget.spend_signature, "the limit of signature checks"),
        ("steps", Budget.spend_step, "20000 steps"),
        ("paths", Budget.spend_path, "500 complete paths"),
    ],
)
def test_what_is_there_can_be_spent_and_no_more(part: str, spend: object, words: str) -> None:
    budget = Budget(**{part: 2})
    assert [spend(budget) for _ in range(4)] == [True, True, False, False]  # type: ignore[operator]
    assert budget.exhausted == words
    assert getattr(budget, part) == 0


def test_the_limit_that_was_reached_first_is_told() -> None:
    budget = Budget(signatures=0, steps=0)
    assert budget.exhausted is None
    budget.spend_step()
    budget.spend_signature()
    assert budget.exhausted == "20000 steps"


def test_one_kind_does_not_cost_another() -> None:
    budget = Budget(signatures=1, steps=1, paths=1)
    assert [budget.spend_signature(), budget.spend_step(), budget.spend_path()] == [True] * 3
    assert budget.exhausted is None
