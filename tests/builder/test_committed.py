"""One path by preferences: what is asked first, what is preferred, and that nothing is taken back."""

from __future__ import annotations

from typing import Any

import pytest

from chainaudit.builder.budget import Budget
from chainaudit.builder.candidates import Candidates
from chainaudit.builder.committed import committed_path, is_trusted
from chainaudit.model.extension import CLIENT_AUTH, SERVER_AUTH
from chainaudit.model.path import Anchor, DeadEnd, Path
from chainaudit.model.profile import Strategy, StrategyKind
from tests.validators.making import BEGIN, DAY, END, MOMENT, SECOND, Made, as_certificate, authority, end, question

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA)


def build(target: Any, anchors: list[Any], untrusted: list[Any], *, partial: bool = False, **parameters: Any) -> Path:
    strategy = Strategy(StrategyKind.COMMITTED, self_signed_anchors=not partial, **parameters)
    asked = question(target, anchors=anchors, untrusted=tuple(as_certificate(c) for c in untrusted))
    candidates = Candidates(asked.anchors, asked.untrusted, Budget())
    return committed_path(candidates, asked, strategy)


def names(path: Path) -> list[str | None]:
    return [c.subject.common_name for c in path.certificates]


def test_a_whole_chain() -> None:
    path = build(LEAF, [ROOT], [CA])
    assert names(path) == ["a.example", "CA", "Root"]
    assert path.is_complete
    assert path.trusted_from == 2


def test_the_truststore_is_asked_first() -> None:
    trusted = build(LEAF, [ROOT, CA], [CA])
    assert trusted.trusted_from == 1
    untrusted_first = build(LEAF, [ROOT, CA], [CA], trusted_first=False)
    assert untrusted_first.trusted_from == 2


def test_a_missing_issuer_ends_it() -> None:
    path = build(LEAF, [ROOT], [])
    assert names(path) == ["a.example"]
    assert not path.is_complete
    assert path.dead_end is None


def test_an_intermediate_ends_a_path_only_where_partial_ones_count() -> None:
    assert not build(LEAF, [CA], []).is_complete
    assert build(LEAF, [CA], [], partial=True).is_complete


def test_the_target_itself_in_the_truststore() -> None:
    assert not build(LEAF, [LEAF], [CA]).is_complete
    path = build(LEAF, [LEAF], [CA], partial=True)
    assert path.is_complete
    assert path.trusted_from == 0
    assert names(path) == ["a.example", "CA"]


def test_a_self_signed_one_counts_only_as_itself() -> None:
    own = authority("Root", label="another key", key_identifiers=False)
    assert not build(own, [authority("Root", key_identifiers=False)], []).is_complete
    assert build(own, [own], []).is_complete


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_one_that_is_valid_now_is_preferred(order: tuple[int, int]) -> None:
    expired = authority("CA", ROOT, end=MOMENT - SECOND)
    both = [expired, CA]
    path = build(LEAF, [ROOT], [both[i] for i in order])
    assert path.certificates[1] == CA.certificate


@pytest.mark.parametrize(("ends", "is_preferred"), [(MOMENT - SECOND, False), (MOMENT, False), (MOMENT + SECOND, True)])
def test_the_last_moment_does_not_count(ends: Any, *, is_preferred: bool) -> None:
    first = authority("CA", ROOT, end=ends)
    path = build(LEAF, [ROOT], [first, CA])
    assert (path.certificates[1] == first.certificate) is is_preferred


def test_of_expired_ones_the_one_that_lasted_longest() -> None:
    early, late = (authority("CA", ROOT, end=MOMENT - n * DAY) for n in (9, 3))
    assert build(LEAF, [ROOT], [early, late]).certificates[1] == late.certificate
    assert build(LEAF, [ROOT], [late, early]).certificates[1] == late.certificate


def test_time_may_be_left_aside() -> None:
    expired = authority("CA", ROOT, end=MOMENT - SECOND)
    assert build(LEAF, [ROOT], [expired, CA], check_time=False).certificates[1] == expired.certificate


def test_a_key_identifier_that_differs_refuses_and_a_signature_does_not() -> None:
    wrong = authority("CA", ROOT, label="another CA key")
    assert names(build(LEAF, [ROOT], [wrong])) == ["a.example"]
    silent = authority("CA", ROOT, label="another CA key", key_identifiers=False)
    assert names(build(LEAF, [ROOT], [silent])) == ["a.example", "CA", "Root"]


def test_what_was_taken_is_not_taken_back() -> None:
    """The first of two good issuers leads nowhere; a search would find the second."""
    nowhere = authority("CA", authority("Elsewhere"))
    path = build(LEAF, [ROOT], [nowhere, CA])
    assert not path.is_complete
    assert path.certificates[1] == nowhere.certificate


def test_shorter_beginnings_are_tried_where_the_truststore_comes_last() -> None:
    cross = authority("Root", authority("Old root"), label="Root")
    path = build(LEAF, [ROOT], [CA, cross], trusted_first=False)
    assert names(path) == ["a.example", "CA", "Root"]
    assert path.is_complete
    assert not build(LEAF, [ROOT], [CA, cross], trusted_first=False, alternatives=False).is_complete


@pytest.mark.parametrize(("depth", "dead_end"), [(0, DeadEnd.TOO_LONG), (1, None)])
def test_the_limit_counts_what_stands_between(depth: int, dead_end: DeadEnd | None) -> None:
    path = build(LEAF, [ROOT], [CA], depth=depth)
    assert path.dead_end is dead_end
    assert path.is_complete is (dead_end is None)


@pytest.mark.parametrize(
    ("trusted", "rejected", "expected"),
    [
        (None, None, True),
        ((SERVER_AUTH,), None, True),
        ((CLIENT_AUTH,), None, False),
        (None, (SERVER_AUTH,), False),
        (None, (CLIENT_AUTH,), True),
        (("2.5.29.37.0",), None, True),
    ],
)
def test_what_the_truststore_says_of_purposes(
    trusted: tuple[str, ...] | None, rejected: tuple[str, ...] | None, *, expected: bool
) -> None:
    anchor = Anchor(ROOT.certificate, trusted_for=trusted, rejected_for=rejected)
    assert is_trusted(anchor, SERVER_AUTH) is expected
    assert is_trusted(anchor, SERVER_AUTH, has_settings=False)
    path = build(LEAF, [anchor], [CA], usage=SERVER_AUTH)
    assert path.is_complete is expected
    assert path.dead_end is (None if expected else DeadEnd.REJECTED)


def test_an_intermediate_is_trusted_for_what_the_store_says() -> None:
    anchor = Anchor(CA.certificate, trusted_for=(SERVER_AUTH,))
    assert is_trusted(Anchor(CA.certificate), SERVER_AUTH) is None
    assert build(LEAF, [anchor], [], usage=SERVER_AUTH).is_complete


def test_a_circle_ends() -> None:
    one: Made = authority("One", authority("Two"), begin=BEGIN, end=END)
    two = authority("Two", authority("One"))
    path = build(end("x", one), [one, two], [])
    assert path.dead_end is DeadEnd.TOO_LONG
