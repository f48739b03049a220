"""Path length constraints and limits, counted without self-issued intermediates (RFC 5280, 6.1.4 (l), (m))."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.path.too_long import CHECK
from tests.validators.making import Made, authority, end, findings, of_path, variants


def chain(*lengths: int | None, self_issued: tuple[int, ...] = ()) -> list[Made]:
    """Return a chain, target first; ``lengths`` are the path lengths of its CAs, the root's first.

    ``self_issued`` are places (counted from the root, which is 0) of CAs that bear the name of the one above.
    """
    made: list[Made] = []
    for place, length in enumerate(lengths):
        name = made[-1].x509.subject if place in self_issued else None
        label = f"too-long {place}"
        above = made[-1] if made else None
        made.append(authority(name if name is not None else f"CA {place}", above, path_length=length, label=label))  # type: ignore[arg-type]
    return [end("a.example", made[-1]), *reversed(made)]


@pytest.mark.parametrize(
    ("lengths", "positions"),
    [
        pytest.param((None, None, None), [], id="no constraint"),
        pytest.param((0,), [], id="zero, no intermediate"),
        pytest.param((0, None), [2], id="zero, one intermediate"),
        pytest.param((1, None), [], id="one, one intermediate"),
        pytest.param((1, None, None), [3], id="one, two intermediates"),
        pytest.param((2, 1, 0), [], id="each allows what is there"),
        pytest.param((2, 0, None), [2], id="the lower one forbids"),
        pytest.param((0, 0, None), [2, 3], id="both forbid"),
    ],
)
def test_path_lengths(lengths: tuple[int | None, ...], positions: list[int]) -> None:
    found = findings(CHECK, of_path(*chain(*lengths), anchored=True))
    assert [f.position for f in found] == positions
    assert all(f.variant == "path-length" for f in found)


def test_self_issued_intermediates_do_not_count() -> None:
    assert variants(CHECK, of_path(*chain(0, None, self_issued=(1,)), anchored=True)) == []
    assert variants(CHECK, of_path(*chain(0, None, None, self_issued=(2,)), anchored=True)) == ["path-length"]
    counting = Rules(count_self_issued=True)
    path = chain(0, None, self_issued=(1,))
    assert variants(CHECK, of_path(*path, anchored=True, rules=counting)) == ["path-length"]


def test_the_constraint_of_a_self_issued_intermediate_binds() -> None:
    found = findings(CHECK, of_path(*chain(None, 0, None, self_issued=(1,)), anchored=True))
    assert [f.position for f in found] == [2]


def test_the_anchor_binds_as_the_rules_say() -> None:
    path = chain(0, None)
    assert variants(CHECK, of_path(*path, anchored=True, rules=Rules(anchor_constraints_count=False))) == []
    lower = chain(None, 0, None)
    assert variants(CHECK, of_path(*lower, anchored=True, rules=Rules(anchor_constraints_count=False))) == [
        "path-length"
    ]


def test_a_target_that_is_a_ca_is_no_intermediate() -> None:
    root = authority("Root", path_length=0)
    assert variants(CHECK, of_path(authority("Target CA", root), root, anchored=True)) == []


def test_what_holds_for_an_incomplete_path_holds_for_every_longer_one() -> None:
    leaf, c, b, a = chain(None, 0, None)
    for path, anchored in (((leaf, c, b), False), ((leaf, c, b, a), False), ((leaf, c, b, a), True)):
        assert variants(CHECK, of_path(*path, anchored=anchored)) == ["path-length"]
    assert CHECK.prunes


def test_what_a_person_reads() -> None:
    leaf, c, b, a = chain(1, None, None)
    (finding,) = findings(CHECK, of_path(leaf, c, b, a, anchored=True))
    assert finding.severity is Severity.ERROR
    assert finding.certificate == a.certificate
    assert finding.observed == (
        "'CN=CA 0' allows 1 intermediates below it (pathLenConstraint), and there are 2; 'CN=CA 2' is one too many"
    )
    assert finding.values["offending_position"] == 1
    assert (finding.values["path_length"], finding.values["count"]) == (1, 2)
    assert finding.actions[0].values["certificate"] == a.certificate.fingerprint


@pytest.mark.parametrize(
    ("count", "limit", "expected"),
    [
        pytest.param(0, 0, [], id="none, none allowed"),
        pytest.param(1, 0, ["limit"], id="one, none allowed"),
        pytest.param(2, 2, [], id="two, two allowed"),
        pytest.param(3, 2, ["limit"], id="three, two allowed"),
        pytest.param(3, None, [], id="no limit"),
    ],
)
def test_limits_of_the_question_and_of_the_rules(count: int, limit: int | None, expected: list[str]) -> None:
    path = chain(*[None] * (count + 1))
    assert variants(CHECK, of_path(*path, anchored=True, max_intermediates=limit)) == expected
    assert variants(CHECK, of_path(*path, anchored=True, rules=Rules(max_intermediates=limit))) == expected


def test_the_lower_limit_counts_and_self_issued_ones_do_not() -> None:
    path = chain(None, None, None)
    (finding,) = findings(CHECK, of_path(*path, anchored=True, max_intermediates=1, rules=Rules(max_intermediates=9)))
    assert finding.values["limit"] == 1
    assert finding.position == 2
    rolled = chain(None, None, None, self_issued=(2,))
    assert variants(CHECK, of_path(*rolled, anchored=True, max_intermediates=1)) == []
    assert variants(
        CHECK, of_path(*rolled, anchored=True, max_intermediates=1, rules=Rules(count_self_issued=True))
    ) == ["limit"]


def test_on_an_incomplete_path_the_top_is_an_intermediate_too() -> None:
    """Whatever will stand above it; so the search may turn back."""
    leaf, c, b, a = chain(None, None, None)
    assert variants(CHECK, of_path(leaf, c, max_intermediates=0)) == ["limit"]
    assert variants(CHECK, of_path(leaf, c, b, max_intermediates=1)) == ["limit"]
    assert variants(CHECK, of_path(leaf, c, b, max_intermediates=2)) == []
    assert variants(CHECK, of_path(leaf, c, b, anchored=True, max_intermediates=1)) == []
    assert variants(CHECK, of_path(leaf, c, b, a, anchored=True, max_intermediates=1)) == ["limit"]


def test_basic_constraints_that_cannot_be_read_set_no_limit_here() -> None:
    root = authority("Root", ca=None, extra=[("2.5.29.19", True, b"\x05\x00")])
    middle = authority("CA", root)
    assert variants(CHECK, of_path(end("a.example", middle), middle, root, anchored=True)) == []
