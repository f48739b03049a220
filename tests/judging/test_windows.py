"""Until when a verdict holds: asked again one second before and after, it is the same and then the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import chainaudit
from chainaudit.judging.judge import judge, verdict_of
from chainaudit.judging.windows import MAX_TRIALS, turning_by_trial
from chainaudit.model.question import RevocationInputs, RevocationMode
from chainaudit.model.rules import Rules
from tests import forge
from tests.facts import question
from tests.forge_revocation import crl

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
PROFILES = ("recommended", "rfc5280", "openssl-3.0", "java-17", "java-17-certpath", "go-1.27", "pyca-50", "gnutls-3.7")


def asked(target: forge.Forged, anchors: tuple[forge.Forged, ...], *others: forge.Forged, **parts: Any) -> Any:
    parts.setdefault("host", (chainaudit.reference_identifier("leaf.example"),))
    return question(target, *anchors, untrusted=tuple(c.certificate for c in others), **parts)


def at(moment: datetime, target: forge.Forged, anchors: tuple[forge.Forged, ...], *others: forge.Forged) -> Any:
    return asked(target, anchors, *others, moment=moment)


ROOT = forge.root(end=forge.END + 9 * DAY)
CA = forge.intermediate(ROOT, end=forge.END + 3 * DAY)
LEAF = forge.issue(CA, end=forge.END)
ELDER = forge.root("Elder", end=forge.MOMENT + 2 * DAY)
CROSS = forge.issue(ELDER, subject="Root", ca=True, use_key=ROOT.key, end=forge.END + DAY)
SHORT = forge.intermediate(ROOT, "Short", end=forge.MOMENT + DAY)
LATER = forge.issue(CA, begin=forge.MOMENT + 5 * DAY, end=forge.END)

CHAINS = {
    "the target ends first": (LEAF, (ROOT,), CA),
    "the issuer ends first": (forge.issue(SHORT), (ROOT,), SHORT),
    "the root ends first": (LEAF, (ELDER,), CA, CROSS),
    "another path lasts longer": (LEAF, (ELDER, ROOT), CA, CROSS),
    "it begins later": (LATER, (ROOT,), CA),
    "a pinned target": (LEAF, (LEAF,), CA),
    "an issuer as anchor": (LEAF, (CA,)),
}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", CHAINS)
def test_it_turns_there_and_not_before(name: str, profile: str) -> None:
    target, anchors, *others = CHAINS[name]
    known, checks = chainaudit.profile(profile), chainaudit.checks()
    (verdict,) = judge(at(forge.MOMENT, target, anchors, *others), [known], checks).verdicts

    def accepted(moment: datetime) -> bool:
        return verdict_of(at(moment, target, anchors, *others), known, checks)[0].accepted

    bounds = {c.certificate.not_after for c in (target, *anchors, *others)}
    if verdict.valid_until is None:
        assert verdict.turned_by is None
        assert {accepted(bound + SECOND) for bound in bounds if bound} == {verdict.accepted}
    else:
        assert accepted(verdict.valid_until) is not verdict.accepted
        assert accepted(verdict.valid_until - timedelta(microseconds=1)) is verdict.accepted
        assert accepted(verdict.valid_until + SECOND) is not verdict.accepted
        assert accepted(verdict.valid_until - SECOND) is verdict.accepted
        assert verdict.turned_by in {c.certificate for c in (target, *anchors, *others)}


@pytest.mark.parametrize(
    ("name", "profile", "until", "by"),
    [
        ("the target ends first", "recommended", forge.END + SECOND, LEAF),
        ("the target ends first", "openssl-3.0", forge.END, LEAF),
        ("the target ends first", "go-1.27", forge.END + timedelta(microseconds=1), LEAF),
        ("the issuer ends first", "recommended", forge.MOMENT + DAY + SECOND, SHORT),
        ("the root ends first", "recommended", forge.MOMENT + 2 * DAY + SECOND, ELDER),
        ("the root ends first", "java-17", forge.END + timedelta(microseconds=1), LEAF),
        ("another path lasts longer", "recommended", forge.END + SECOND, LEAF),
        ("it begins later", "recommended", forge.MOMENT + 5 * DAY, LATER),
        ("a pinned target", "java-17", None, None),
    ],
)
def test_it_is_told_because_of_which_certificate(
    name: str, profile: str, until: datetime | None, by: forge.Forged | None
) -> None:
    target, anchors, *others = CHAINS[name]
    report = judge(at(forge.MOMENT, target, anchors, *others), [chainaudit.profile(profile)], chainaudit.checks())
    (verdict,) = report.verdicts
    assert verdict.valid_until == until
    assert verdict.turned_by == (None if by is None else by.certificate)


@pytest.mark.parametrize("profile", ["recommended", "rfc5280", "rfc5280-path"])
def test_a_list_that_ends_first_turns_the_verdict(profile: str) -> None:
    """There is no certificate because of which it turns, and nothing of one moment is kept for another."""
    lists = (crl(ROOT, until=forge.MOMENT + 5 * DAY), crl(CA, until=forge.MOMENT + 2 * DAY))
    inputs = RevocationInputs(lists, mode=RevocationMode.REQUIRE_ALL)
    known, checks = chainaudit.profile(profile), chainaudit.checks()
    one = asked(LEAF, (ROOT,), CA, revocation=inputs)
    (verdict,) = judge(one, [known], checks).verdicts
    end = forge.MOMENT + 2 * DAY + SECOND
    assert (verdict.accepted, verdict.valid_until, verdict.turned_by) == (True, end, None)
    for moment, accepted in ((end, False), (end - timedelta(microseconds=1), True)):
        other = asked(LEAF, (ROOT,), CA, revocation=inputs, moment=moment)
        assert verdict_of(other, known, checks)[0].accepted is accepted


def test_a_refusal_for_another_reason_never_turns() -> None:
    asked_of = asked(LEAF, (ROOT,), CA, host=(chainaudit.reference_identifier("other.example"),))
    for name in ("recommended", "java-17"):
        (verdict,) = judge(asked_of, [chainaudit.profile(name)], chainaudit.checks()).verdicts
        assert (verdict.accepted, verdict.valid_until) == (False, None)


def test_trials_are_bounded() -> None:
    many = [forge.issue(ROOT, end=forge.END + k * SECOND).certificate for k in range(MAX_TRIALS + 9)]
    tried = []
    turning_by_trial(asked(LEAF, (ROOT,)), many, Rules(), lambda q: tried.append(q.moment) is None)
    assert len(tried) == MAX_TRIALS + 1
