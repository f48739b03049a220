"""How presented certificates hang together."""

from __future__ import annotations

import itertools

import pytest

from chainaudit.validators.path.presented_order import PresentedOrder, follows_path, may_have_issued
from tests.effort import calls
from tests.validators.making import Made, authority, end, of_path

ROOT = authority("Root")
CA = authority("CA", ROOT)
SUB = authority("Sub", CA)
LEAF = end("a.example", SUB)
STRANGER = authority("Stranger")
NAMESAKE = authority("CA", ROOT, label="another key")
SILENT = authority("CA", ROOT, label="silent", key_identifiers=False)


def order(*presented: object, path: tuple[object, ...] = (LEAF,)) -> PresentedOrder:
    return PresentedOrder(of_path(*path, presented=presented))


@pytest.mark.parametrize(
    ("presented", "linked", "unrelated", "repeated", "misplaced"),
    [
        pytest.param((LEAF, SUB, CA, ROOT), (0, 1, 2, 3), (), (), (), id="as it should be"),
        pytest.param((LEAF, CA, SUB), (0, 2, 1), (), (), (1,), id="two exchanged"),
        pytest.param((ROOT, CA, SUB, LEAF), (3, 2, 1, 0), (), (), (0, 1, 2, 3), id="upside down"),
        pytest.param((LEAF, STRANGER, SUB), (0, 2), (1,), (), (), id="a stranger between"),
        pytest.param((LEAF, SUB, LEAF), (0, 1), (), (2,), (), id="the target twice"),
        pytest.param((LEAF, SUB, NAMESAKE), (0, 1), (2,), (), (), id="right name, wrong key"),
        pytest.param((LEAF, NAMESAKE, SUB, CA), (0, 2, 3), (1,), (), (), id="the same too early"),
        pytest.param((LEAF, SUB, CA, SILENT), (0, 1, 2, 3), (), (), (), id="right name, no identifier"),
        pytest.param((LEAF, CA), (0,), (1,), (), (), id="a link is missing between"),
        pytest.param((SUB, CA), (0, 1), (), (), (), id="the target is not there"),
        pytest.param((), (), (), (), (), id="nothing"),
    ],
)
def test_what_links(
    presented: tuple[object, ...],
    linked: tuple[int, ...],
    unrelated: tuple[int, ...],
    repeated: tuple[int, ...],
    misplaced: tuple[int, ...],
) -> None:
    found = order(*presented)
    assert (found.linked, found.unrelated, found.repeated, found.misplaced) == (linked, unrelated, repeated, misplaced)


def test_a_link_that_was_found_elsewhere_does_not_cut_the_chain() -> None:
    found = order(LEAF, CA, path=(LEAF, SUB, CA))
    assert found.linked == (0, 1)
    assert found.unrelated == ()
    assert found.in_order() == (LEAF.certificate, CA.certificate)


def test_the_order_that_is_told_is_the_right_one_whatever_was_given() -> None:
    chain = [LEAF, SUB, CA, ROOT]
    for given in map(list, itertools.permutations(chain)):
        found = order(*given)
        assert found.in_order() == tuple(c.certificate for c in chain)
        assert bool(found.misplaced) == (given != chain)


def test_loops_end() -> None:
    """Two CAs that certify each other, and a root that is its own issuer."""
    one = authority("One", label="loop one")
    two = authority("Two", one, label="loop two")
    back = authority("One", two, label="loop one")
    leaf = end("loop.example", two)
    found = order(leaf, two, back, one, path=(leaf,))
    assert found.unrelated == ()
    assert found.misplaced == ()


@pytest.mark.parametrize(
    ("presented", "path", "expected"),
    [
        ((LEAF, SUB, CA), (LEAF, SUB, CA, ROOT), True),
        ((LEAF, SUB, CA, ROOT), (LEAF, SUB, CA, ROOT), True),
        ((LEAF, CA, SUB), (LEAF, SUB, CA, ROOT), False),
        ((LEAF, SUB, CA, ROOT), (LEAF, SUB, CA), False),
        ((LEAF, SUB, SUB), (LEAF, SUB, CA), False),
        ((SUB, CA), (LEAF, SUB, CA), False),
    ],
)
def test_the_usual_case(presented: tuple[object, ...], path: tuple[object, ...], *, expected: bool) -> None:
    assert follows_path(of_path(*path, presented=presented)) is expected


def test_names_and_identifiers_say_who_may_have_issued() -> None:
    assert may_have_issued(CA.certificate, SUB.certificate)
    assert may_have_issued(SILENT.certificate, SUB.certificate)
    assert not may_have_issued(NAMESAKE.certificate, SUB.certificate)
    assert not may_have_issued(ROOT.certificate, SUB.certificate)
    assert may_have_issued(CA.certificate, authority("Bare", CA, key_identifiers=False).certificate)


@pytest.mark.parametrize("below_the_root", [CA, SILENT])
def test_thousands_of_look_alikes_take_work_by_their_number(below_the_root: Made) -> None:
    """All bear one name, as subject and as issuer, with and without key identifiers."""

    def effort(number: int) -> int:
        crowd = [authority("CA", label="crowd", key_identifiers=bool(i % 2)) for i in range(2 * number)]
        crowd += [end("a.example", CA, label="crowd") for _ in range(number)]
        presented = [LEAF, SUB, below_the_root, *crowd] * 2
        context = of_path(LEAF, presented=presented)
        found = order(*presented)
        assert len(found.linked) + len(found.unrelated) + len(found.repeated) == len(presented)
        return calls(lambda: PresentedOrder(context))

    assert effort(400) < 2.5 * effort(200)


def test_counting_is_by_certificate() -> None:
    crowd = [end(f"h{i}.example", CA, label="crowd") for i in range(40)]
    found = order(LEAF, SUB, CA, *crowd * 10)
    assert len(found.unrelated) == 40
    assert len(found.repeated) == 9 * 40
