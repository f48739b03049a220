"""Whole seconds, as certificates tell them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.model.rules import Rules
from chainaudit.validators.validity.period import is_after
from tests.validators.making import END, SECOND


@pytest.mark.parametrize(
    ("late", "inclusive", "exclusive"),
    [
        pytest.param(-SECOND, False, False, id="a second before"),
        pytest.param(timedelta(0), False, True, id="notAfter"),
        pytest.param(timedelta(microseconds=999_999), False, True, id="the end of that second"),
        pytest.param(SECOND, True, True, id="a second after"),
    ],
)
def test_when_the_period_is_over(late: timedelta, *, inclusive: bool, exclusive: bool) -> None:
    assert is_after(END + late, END, Rules()) is inclusive
    assert is_after(END + late, END, Rules(moment_after_is_inclusive=False)) is exclusive


def test_where_fractions_count_all_behind_not_after_is_late() -> None:
    rules = Rules(fractions_count=True)
    assert not is_after(END, END, rules)
    assert is_after(END + timedelta(microseconds=1), END, rules)
