"""What a verifier says: in its words, by stage, depth and rank, each complaint once, and only as far as it goes on."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.facts import Facts
from chainaudit.judging.judged import Judged
from chainaudit.judging.saying import reasons_of
from chainaudit.model.path import Anchor, Path
from chainaudit.model.profile import Profile, Reason, Ruling, Strategy, StrategyKind
from tests import forge
from tests.facts import question

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
PATH = Path(tuple(one.certificate for one in (LEAF, CA, ROOT)), Anchor(ROOT.certificate))
ASKED = question(LEAF, ROOT)
CHECK = chainaudit.check("validity.expired")


def said(*fatal: tuple[int | None, Ruling], **parts: object) -> list[tuple[int | None, int | None, str]]:
    profile = Profile(name="one", title="", cites=(), strategy=Strategy(StrategyKind.ANY_PATH), **parts)  # type: ignore[arg-type]
    found = tuple((CHECK.finding(LEAF.certificate, position=place, observed="old"), ruling) for place, ruling in fatal)
    reasons = reasons_of(profile, Judged(PATH, Facts(), found), ASKED)
    return [(reason.number, reason.depth, reason.words) for reason in reasons]


def words(*fatal: tuple[int | None, Ruling], **parts: object) -> list[str]:
    return [text for _, _, text in said(*fatal, **parts)]


def test_stages_come_first_then_depth_then_rank_then_the_order_of_facts() -> None:
    assert words(
        (2, Ruling("late", stage=1)), (1, Ruling("deep")), (0, Ruling("second", rank=2)), (0, Ruling("first", rank=1))
    ) == ["first", "second", "deep", "late"]
    assert words((0, Ruling("one")), (0, Ruling("two"))) == ["one", "two"]


def test_a_stage_may_begin_at_the_anchor() -> None:
    down = [(place, Ruling(f"at {place}", top_down=True)) for place in (0, 1, 2)]
    assert words(*down) == ["at 2", "at 1", "at 0"]


def test_a_fact_of_the_whole_path_comes_before_those_of_its_certificates() -> None:
    assert said((0, Ruling("of one")), (None, Ruling("of all"))) == [(None, None, "of all"), (None, 0, "of one")]


@pytest.mark.parametrize(
    ("goes_on", "expected"),
    [(None, [10, 20, 30]), (frozenset({10}), [10, 20]), (frozenset({10, 20}), [10, 20, 30]), (frozenset(), [10])],
)
def test_it_stops_after_what_it_does_not_go_on_from(goes_on: frozenset[int] | None, expected: list[int]) -> None:
    fatal = [(place, Ruling("x", number=number)) for place, number in ((0, 10), (1, 20), (2, 30))]
    assert [number for number, _, _ in said(*fatal, goes_on=goes_on)] == expected


def test_a_complaint_with_a_number_is_made_once() -> None:
    twice = [(0, Ruling("x", number=10))] * 2
    assert len(said(*twice)) == 1
    assert len(said((0, Ruling("x", number=10)), (1, Ruling("x", number=10)))) == 2
    assert len(said(*[(0, Ruling("x"))] * 2)) == 2


def test_a_ruling_may_put_it_at_another_depth() -> None:
    assert said((0, Ruling("x", depth=lambda _finding, path: len(path.certificates)))) == [(None, 3, "x")]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("it is {observed}", "it is old"),
        ("", f"{CHECK.title}: old"),
        ("no {such} value", "no {such} value"),
        ("a { brace", "a { brace"),
        ("an {index[3]}", "an {index[3]}"),
    ],
)
def test_words_are_filled_with_the_values_of_the_finding(told: str, shown: str) -> None:
    assert words((0, Ruling(told))) == [shown]


def test_the_profile_has_the_last_word() -> None:
    def say(reasons: tuple[Reason, ...], _path: object, _question: object) -> tuple[Reason, ...]:
        return tuple(Reason(reason.words.upper()) for reason in reasons)

    assert words((0, Ruling("x")), say=say) == ["X"]
