"""What issuers share is judged and verified once in a run, and nothing is carried over that may differ."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.builder import candidates
from chainaudit.judging import memory as memories
from chainaudit.judging.facts import Facts
from chainaudit.judging.judge import judge
from chainaudit.judging.memory import Memory
from chainaudit.model.check import Check, Scope, Severity
from chainaudit.model.extension import CLIENT_AUTH, EXTENDED_KEY_USAGE, SERVER_AUTH
from chainaudit.model.question import CertificateQuestion, Purpose, RevocationInputs, RevocationMode
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.profiles.openssl_profile import openssl_profile
from chainaudit.profiles.openssl_settings import REQUIRED, Settings
from chainaudit.validators.revocation import inputs, signer
from tests import forge
from tests.facts import question
from tests.forge_revocation import crl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAVES = [forge.issue(CA, subject=f"leaf {n}") for n in range(20)]
RECOMMENDED = chainaudit.profile("recommended")


def looked_at(names: list[str | None]) -> Check:
    def find(ctx: CertificateContext) -> Iterator[Finding]:
        names.append(ctx.certificate.subject.common_name)
        return iter(())

    return Check(
        id="path.looked-at",
        title="",
        severity=Severity.NOTICE,
        scope=Scope.CERTIFICATE,
        cites=(),
        explanation="",
        remedy="",
        find=find,
    )


def asked(leaf: forge.Forged, **parts: object) -> chainaudit.Question:
    return question(leaf, ROOT, untrusted=(CA.certificate,), **parts)


def test_shared_issuers_are_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str | None] = []
    verified: list[bytes] = []
    real = candidates.verify
    monkeypatch.setattr(candidates, "verify", lambda *a: verified.append(a[3]) or real(*a))
    checks, memory = (looked_at(names),), Memory()
    for leaf in LEAVES:
        judge(asked(leaf), [RECOMMENDED], checks, memory=memory)
    assert (names.count("Intermediate"), names.count("Root")) == (1, 1)
    assert len(names) == len(LEAVES) + 2
    assert len(verified) == len(set(verified))


@pytest.mark.parametrize(
    "parts",
    [
        {"moment": forge.MOMENT + timedelta(seconds=1)},
        {"purpose": Purpose.CLIENT},
        {"expires_soon_days": 7},
        {"truststores": ("other.jks",)},
        {"required_usages": ("1.3.6.1.5.5.7.3.3",)},
        {"required_key_usage": frozenset({0})},
    ],
)
def test_what_facts_depend_on_is_asked_anew(parts: dict[str, object]) -> None:
    names: list[str | None] = []
    checks, memory = (looked_at(names),), Memory()
    judge(asked(LEAVES[0]), [RECOMMENDED], checks, memory=memory)
    judge(asked(LEAVES[1], **parts), [RECOMMENDED], checks, memory=memory)
    assert names.count("Intermediate") == 2


def test_what_openssl_requires_of_an_issuer_is_not_answered_for_another_purpose() -> None:
    """With ``-purpose`` the usages of the issuers count too: only the second question asks for one that they lack."""
    limited = forge.intermediate(ROOT, "Limited", replace={EXTENDED_KEY_USAGE: (False, forge.usages(SERVER_AUTH))})
    leaf = forge.issue(limited, replace={EXTENDED_KEY_USAGE: (False, forge.usages(SERVER_AUTH, CLIENT_AUTH))})
    profile = openssl_profile("openssl", "OpenSSL", Settings(purpose=REQUIRED))
    memory = Memory()
    for usage, accepted in ((SERVER_AUTH, True), (CLIENT_AUTH, False)):
        one = question(leaf, ROOT, untrusted=(limited.certificate,), required_usages=(usage,))
        assert judge(one, [profile], chainaudit.checks(), memory=memory).verdicts[0].accepted is accepted


def test_a_remedy_for_a_shared_issuer_names_the_entry_that_was_asked_for() -> None:
    ended = forge.intermediate(ROOT, "Ended", end=forge.BEGIN + timedelta(days=1))
    memory = Memory()
    for alias in ("first", "second"):
        leaf = forge.issue(ended)
        entry = Entry(EntryKind.PRIVATE_KEY, alias=alias, certificates=(leaf.certificate, ended.certificate))
        target = chainaudit.Target(leaf.certificate, entry.certificates, store=Store("a.jks", "JKS"), entry=entry)
        report = judge(question(leaf, ROOT).but(target=target), [RECOMMENDED], chainaudit.checks(), memory=memory)
        (found,) = [f for f in report.findings if (f.check, f.position) == ("validity.expired", 1)]
        assert found.alias == alias
        assert [action.values.get("alias", alias) for action in found.actions] == [alias]


def test_one_question_does_not_use_up_what_another_may_spend(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of CRLs' signatures is each question's own, though all are asked with the same CRLs."""
    monkeypatch.setattr(signer, "MAX_SIGNATURE_CHECKS", 1)
    authorities = [forge.intermediate(ROOT, name) for name in ("One", "Two")]
    lists = RevocationInputs(tuple(crl(one) for one in authorities), mode=RevocationMode.REQUIRE_TARGET)
    for memory in (None, Memory()):
        for one in authorities:
            asking = question(forge.issue(one), ROOT, untrusted=(one.certificate,), revocation=lists)
            report = judge(asking, [chainaudit.profile("rfc5280")], chainaudit.checks(), memory=memory)
            assert [f.check for f in report.findings if f.check.startswith("revocation.")] == []


def test_a_list_is_read_once_in_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bytes] = []
    real = inputs.RevocationList
    monkeypatch.setattr(inputs, "RevocationList", lambda encoded: made.append(encoded) or real(encoded))
    memory, lists = Memory(), (crl(CA), crl(ROOT))
    for leaf in LEAVES[:3]:
        profiles = [RECOMMENDED, chainaudit.profile("rfc5280")]
        judge(asked(leaf, revocation=RevocationInputs(lists)), profiles, chainaudit.checks(), memory=memory)
    assert len(made) == 2


def test_other_rules_and_other_checks_are_asked_anew() -> None:
    names: list[str | None] = []
    memory = Memory()
    for profile, checks in (
        (RECOMMENDED, (looked_at(names),)),
        (chainaudit.profile("rfc5280"), (looked_at(names),)),
        (RECOMMENDED, (looked_at(names), *chainaudit.checks())),
    ):
        judge(asked(LEAVES[0]), [profile], checks, memory=memory)
    assert names.count("Intermediate") == 3


def test_reports_are_the_same_with_and_without() -> None:
    memory = Memory()
    for leaf in LEAVES[:4]:
        profiles = [RECOMMENDED, chainaudit.profile("java-17"), chainaudit.profile("openssl-3.0")]
        alone = judge(asked(leaf), profiles, chainaudit.checks())
        shared = judge(asked(leaf), profiles, chainaudit.checks(), memory=memory)
        assert [f.identity for f in alone.findings] == [f.identity for f in shared.findings]
        assert alone.outcomes == shared.outcomes
        assert [v.accepted for v in alone.verdicts] == [v.accepted for v in shared.verdicts]


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memories, "MAX_REMEMBERED", 3)
    memory = Memory()
    for number in range(10):
        memory.keep((number,), Facts())
        assert memory.recall((number,)) is not None
    assert sum(memory.recall((number,)) is not None for number in range(10)) <= 3


def test_what_was_forgotten_is_never_taken_for_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memories, "MAX_REMEMBERED", 3)
    memory = Memory()
    asking = [CertificateQuestion(asked(LEAVES[0], expires_soon_days=days)) for days in range(10)]
    shelves = [memory.shelf(RECOMMENDED.rules, (), one) for one in asking]
    assert len(set(shelves)) == len(asking)
    assert memory.shelf(RECOMMENDED.rules, (), asking[-1]) == shelves[-1]
    assert memory.shelf(RECOMMENDED.rules, (), asking[0]) not in shelves
