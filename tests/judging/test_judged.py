"""What makes a path acceptable, which anchors may end one, and which facts are fatal."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.facts import Facts
from chainaudit.judging.judge import evaluate
from chainaudit.judging.judged import Judged, fatal_facts, is_usable_anchor, judge_path
from chainaudit.model.check import Outcome
from chainaudit.model.path import Anchor, Path
from chainaudit.model.profile import Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.question import Purpose
from tests import forge
from tests.facts import question

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
PATH = Path(tuple(one.certificate for one in (LEAF, CA, ROOT)), Anchor(ROOT.certificate))
PARTIAL = Path((LEAF.certificate, CA.certificate), None)
ASKED = question(LEAF, ROOT, untrusted=(CA.certificate,))
FINDING = chainaudit.check("validity.expired").finding(LEAF.certificate)
CLIENT, SERVER = "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"


def profile(**parts: object) -> Profile:
    given: dict[str, object] = {"strategy": Strategy(StrategyKind.ANY_PATH), **parts}
    return Profile(name="one", title="", cites=(), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "fatal", "outcome", "is_acceptable"),
    [
        (PATH, (), Outcome.PASSED, True),
        (PATH, (), Outcome.NOT_CHECKED, True),
        (PATH, (), Outcome.UNDETERMINED, False),
        (PATH, ((FINDING, Ruling("no")),), Outcome.PASSED, False),
        (PARTIAL, (), Outcome.PASSED, False),
    ],
)
def test_a_path_is_acceptable_when_it_is_complete_sound_and_decided(
    path: Path,
    fatal: tuple[tuple[chainaudit.Finding, Ruling], ...],
    outcome: Outcome,
    is_acceptable: bool,
) -> None:
    assert Judged(path, Facts((), {"path.one": outcome}), fatal).is_acceptable is is_acceptable


@pytest.mark.parametrize(
    ("strategy", "anchor", "is_usable"),
    [
        ({}, Anchor(ROOT.certificate), True),
        ({}, Anchor(CA.certificate), True),
        ({"self_signed_anchors": True}, Anchor(ROOT.certificate), True),
        ({"self_signed_anchors": True}, Anchor(CA.certificate), False),
        ({"marked_anchors": True}, Anchor(ROOT.certificate), True),
        ({"marked_anchors": True}, Anchor(ROOT.certificate, is_marked=False), False),
        ({}, Anchor(ROOT.certificate, trusted_for=(CLIENT,)), False),
        ({}, Anchor(ROOT.certificate, trusted_for=(CLIENT, SERVER)), True),
        ({}, Anchor(ROOT.certificate, rejected_for=(SERVER,)), False),
    ],
)
def test_which_certificates_may_end_a_path(strategy: dict[str, bool], anchor: Anchor, is_usable: bool) -> None:
    asking = profile(strategy=Strategy(StrategyKind.ANY_PATH, **strategy))
    assert is_usable_anchor(asking, ASKED)(anchor) is is_usable


def test_partial_chains_may_end_anywhere_and_any_purpose_asks_nothing() -> None:
    asking = profile(strategy=Strategy(StrategyKind.ANY_PATH, self_signed_anchors=True))
    assert is_usable_anchor(asking, ASKED.but(partial_chain=True))(Anchor(CA.certificate))
    assert is_usable_anchor(profile(), ASKED.but(purpose=Purpose.ANY))(Anchor(ROOT.certificate, trusted_for=(CLIENT,)))


@pytest.mark.parametrize(
    ("rulings", "words"),
    [
        ({}, []),
        ({"validity.expired": Ruling("old")}, ["old"]),
        ({"validity.*": Ruling("old")}, ["old"]),
        ({"validity.expired": None, "validity.*": Ruling("old")}, []),
        ({"validity.expired": (Ruling("old"), Ruling("very old"))}, ["old", "very old"]),
        ({"validity.expired": Ruling("old", when=lambda *_: False)}, []),
    ],
)
def test_what_is_fatal_is_what_the_profile_rules(rulings: dict[str, Ruling], words: list[str]) -> None:
    found = fatal_facts(profile(rulings=rulings), (FINDING,), PATH, ASKED)
    assert [(finding, ruling.words) for finding, ruling in found] == [(FINDING, word) for word in words]


def test_a_path_is_judged_by_its_facts() -> None:
    asking = chainaudit.profile("recommended")
    evaluation = evaluate(ASKED, asking, chainaudit.checks())
    assert judge_path(asking, evaluation, PATH).is_acceptable
    open_ended = judge_path(asking, evaluation, PARTIAL)
    assert not open_ended.is_acceptable
    assert [finding.check for finding, _ in open_ended.fatal] == ["path.incomplete"]
