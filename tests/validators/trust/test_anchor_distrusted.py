"""Roots that count for what was issued up to a day, and targets around that day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.model.distrust import Distrust
from chainaudit.model.question import Purpose
from chainaudit.model.rules import Rules
from chainaudit.validators.trust.anchor_distrusted import CHECK
from tests.validators.making import BEGIN, SECOND, Made, applies, authority, end, findings, of_path

ROOT = authority("Legacy root")
BELOW = authority("Below", ROOT)
DAY = timedelta(days=1)
LAST = BEGIN.date()


def found(*chain: Made, distrust: Distrust) -> list[str]:
    context = of_path(*chain, anchored=True, rules=Rules(distrusted_anchors=(distrust,)), purpose=Purpose.SERVER)
    return [finding.values["last_day"] for finding in findings(CHECK, context)]


def of_root(after: object = LAST, **parts: object) -> Distrust:
    return Distrust("Legacy", after, [ROOT.certificate.fingerprint], **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("begins", "told"),
    [
        pytest.param(BEGIN, [], id="the day begins"),
        pytest.param(BEGIN + DAY - SECOND, [], id="the day ends"),
        pytest.param(BEGIN + DAY, [LAST.isoformat()], id="the next one"),
    ],
)
def test_the_last_day_counts_whole(begins: object, told: list[str]) -> None:
    assert found(end("a.example", ROOT, begin=begins), ROOT, distrust=of_root()) == told


def test_another_root_is_not_meant() -> None:
    other = authority("Other root")
    assert found(end("a.example", other), other, distrust=of_root(LAST - DAY)) == []


def test_an_authority_directly_below_may_have_a_day_of_its_own() -> None:
    target = end("a.example", BELOW)
    exempt = [(BELOW.certificate.fingerprint, LAST)]
    assert found(target, BELOW, ROOT, distrust=of_root(LAST - DAY)) == [(LAST - DAY).isoformat()]
    assert found(target, BELOW, ROOT, distrust=of_root(LAST - DAY, exempt=exempt)) == []
    further = end("b.example", authority("Further", BELOW))
    between = authority("Between", BELOW)
    assert found(further, between, BELOW, ROOT, distrust=of_root(LAST - DAY, exempt=exempt)) == []
    of_itself = [(target.certificate.fingerprint, LAST)]
    assert found(target, ROOT, distrust=of_root(LAST - DAY, exempt=of_itself)) == [(LAST - DAY).isoformat()]


def test_only_servers_under_an_anchor_are_asked_for() -> None:
    target, rules = end("a.example", ROOT), Rules(distrusted_anchors=(of_root(),))
    assert applies(CHECK, of_path(target, ROOT, anchored=True, rules=rules, purpose=Purpose.SERVER))
    assert not applies(CHECK, of_path(target, ROOT, anchored=True, rules=rules, purpose=Purpose.CLIENT))
    assert not applies(CHECK, of_path(target, ROOT, rules=rules, purpose=Purpose.SERVER))
    assert not applies(CHECK, of_path(ROOT, anchored=True, rules=rules, purpose=Purpose.SERVER))
    assert not applies(CHECK, of_path(target, ROOT, anchored=True, purpose=Purpose.SERVER))
