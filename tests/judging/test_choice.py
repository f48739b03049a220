"""A verifier whose budget is spent has not decided, whichever way it comes to a path; it says so, and no more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.builder.budget import Budget
from chainaudit.judging import judge as judging
from chainaudit.judging import searched
from chainaudit.judging.choice import choose
from chainaudit.judging.judge import evaluate, judge, verdict_of
from chainaudit.model.check import Outcome
from tests import forge
from tests.facts import question

if TYPE_CHECKING:
    from chainaudit.model.question import Question

ROOT = forge.root()
UPPER = forge.intermediate(ROOT, "Upper")
CA = forge.intermediate(UPPER, "CA")
LEAF = forge.issue(CA)
PROFILES = ("recommended", "go-1.27", "java-17", "openssl-3.0", "gnutls-3.7", "pyca-50", "windows")


def asked(leaf: forge.Forged = LEAF) -> Question:
    pool = (CA.certificate, UPPER.certificate)
    return question(leaf, ROOT).but(
        untrusted=pool, target=chainaudit.Target(leaf.certificate, (leaf.certificate, *pool))
    )


def allow(monkeypatch: pytest.MonkeyPatch, signatures: int) -> None:
    """Allow so many signature checks to the search, and as many more to explain what it came to."""
    for module in (judging, searched):
        monkeypatch.setattr(module, "Budget", lambda **_: Budget(signatures=signatures))


@pytest.mark.parametrize("signatures", [0, 1])
@pytest.mark.parametrize("name", PROFILES)
def test_a_spent_budget_is_undetermined_and_no_bad_signature(
    monkeypatch: pytest.MonkeyPatch, name: str, signatures: int
) -> None:
    allow(monkeypatch, signatures)
    verdict, facts = verdict_of(asked(), chainaudit.profile(name), chainaudit.checks())
    assert not verdict.accepted
    assert verdict.undetermined is not None
    assert "signature checks" in verdict.undetermined
    assert [f.variant for f in facts.findings if f.check == "path.signature-invalid"] == []
    report = judge(asked(), [chainaudit.profile(name)], chainaudit.checks())
    assert report.verdicts[0].undetermined is not None


@pytest.mark.parametrize("name", PROFILES)
def test_a_budget_that_suffices_decides(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    allow(monkeypatch, 3)
    assert verdict_of(asked(), chainaudit.profile(name), chainaudit.checks())[0].accepted


def test_what_is_fatal_whoever_signed_stays_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenSSL takes its path by names: an expired target is refused, though no signature could be checked."""
    allow(monkeypatch, 0)
    old = forge.issue(CA, end=forge.BEGIN + timedelta(days=1))
    verdict, facts = verdict_of(asked(old), chainaudit.profile("openssl-3.0"), chainaudit.checks())
    assert (verdict.accepted, verdict.undetermined) == (False, None)
    assert [reason.number for reason in verdict.reasons] == [10]
    assert facts.outcomes["path.signature-invalid"] is Outcome.UNDETERMINED


@pytest.mark.parametrize("name", ["recommended", "java-17"])
def test_a_spent_budget_stays_spent_whatever_is_looked_for_afterwards(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    allow(monkeypatch, 1)
    profile = chainaudit.profile(name)
    evaluation = evaluate(asked(), profile, chainaudit.checks())
    first = choose(profile, evaluation)
    before = dict(first.facts.undetermined)
    exhausted = evaluation.candidates.budget.exhausted
    assert exhausted is not None
    searched.every_path(profile, evaluation)
    assert evaluation.candidates.budget.exhausted == exhausted
    assert first.facts.undetermined == before
    assert "path.search" not in first.facts.undetermined
    assert first.stopped_by == f"the search stopped after {exhausted}"
    report = judge(asked(), [profile], chainaudit.checks())
    assert report.undetermined["path.search"] == first.stopped_by
