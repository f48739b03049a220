"""Of several outcomes of one check the gravest counts, in whatever order they come."""

from __future__ import annotations

import itertools

import pytest

from chainaudit.model.check import Citation, Outcome, gravest, gravest_of_each

ORDER = (Outcome.NOT_APPLICABLE, Outcome.PASSED, Outcome.NOT_CHECKED, Outcome.FOUND, Outcome.UNDETERMINED)
"""What a reader of a report must not be kept from seeing, the least first."""


def test_every_outcome_has_its_place() -> None:
    assert set(ORDER) == set(Outcome)


@pytest.mark.parametrize(("lesser", "graver"), list(itertools.combinations(ORDER, 2)))
def test_the_graver_one_wins_from_either_side(lesser: Outcome, graver: Outcome) -> None:
    assert gravest(lesser, graver) is graver
    assert gravest(graver, lesser) is graver


@pytest.mark.parametrize("outcome", ORDER)
def test_one_against_itself(outcome: Outcome) -> None:
    assert gravest(outcome, outcome) is outcome


@pytest.mark.parametrize("order", list(itertools.permutations((Outcome.PASSED, Outcome.UNDETERMINED, Outcome.FOUND))))
def test_outcomes_by_check(order: tuple[Outcome, ...]) -> None:
    parts = [{"a.b": outcome, f"only.{number}": outcome} for number, outcome in enumerate(order)]
    found = gravest_of_each(parts)
    assert found.pop("a.b") is Outcome.UNDETERMINED
    assert found == {f"only.{number}": outcome for number, outcome in enumerate(order)}


def test_the_parts_stay_as_they_were() -> None:
    first, second = {"a.b": Outcome.PASSED}, {"a.b": Outcome.FOUND}
    assert gravest_of_each([first, second]) == {"a.b": Outcome.FOUND}
    assert (first, second) == ({"a.b": Outcome.PASSED}, {"a.b": Outcome.FOUND})
    assert gravest_of_each([]) == {}


def test_a_citation_names_a_known_document() -> None:
    assert str(Citation("RFC 5280", "6.1.4 (k)")) == "RFC 5280, 6.1.4 (k)"
    with pytest.raises(ValueError, match="RFC 1 is not among"):
        Citation("RFC 1", "1")
