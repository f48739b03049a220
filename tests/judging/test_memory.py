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
from chainaudit.model.question import Purpose
from tests import forge
from tests.facts import question

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
    ],
)
def test_what_facts_depend_on_is_asked_anew(parts: dict[str, object]) -> None:
    names: list[str | None] = []
    checks, memory = (looked_at(names),), Memory()
    judge(asked(LEAVES[0]), [RECOMMENDED], checks, memory=memory)
    judge(asked(LEAVES[1], **parts), [RECOMMENDED], checks, memory=memory)
    assert names.count("Intermediate") == 2


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
