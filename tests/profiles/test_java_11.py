"""Java 11: what Temurin 11.0.13 answered is predicted; weak curves are disabled by name, and EdDSA is unknown."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.profiles.java_11 import PROFILE
from tests import forge
from tests.facts import question
from tests.profiles import recorded

ROOT = forge.root()
OTHERWISE = {30, 41, 93}
"""Chains whose name constraints Java 11 reads more narrowly, with a leading period and where not critical."""


def said(target: forge.Forged, anchor: forge.Forged, *between: forge.Forged) -> list[str]:
    host = (chainaudit.reference_identifier("leaf.example"),)
    asked = question(target, anchor, untrusted=tuple(one.certificate for one in between), host=host)
    return [
        reason.words.rpartition("Exception: ")[2]
        for reason in verdict_of(asked, PROFILE, chainaudit.checks())[0].reasons
    ]


def test_verdicts_that_differ_from_those_recorded_are_known() -> None:
    wrong = recorded.differences("java-11")
    verdicts = {int(row[0].partition(":")[2].split()[0]) for row in wrong if "accept" in row[1:]}
    assert verdicts == OTHERWISE
    assert len(wrong) <= len(recorded.verdicts("java-11")) // 20, wrong


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("root", "Algorithm constraints check failed on signature algorithm: SHA256withECDSA"),
        ("intermediate", "Algorithm constraints check failed on disabled algorithm: secp224r1"),
        ("target", "Algorithm constraints check failed on disabled algorithm: secp224r1"),
    ],
)
def test_a_disabled_curve_is_refused_wherever_it_stands(place: str, words: str) -> None:
    assert recorded.verdicts("java-11")[f"P-224 {place}"] is False
    root = forge.root(kind="P-224") if place == "root" else ROOT
    between = [forge.intermediate(root, kind="P-224")] if place == "intermediate" else []
    target = forge.issue(*between or [root], **({"kind": "P-224"} if place == "target" else {}))
    assert said(target, root, *between) == [words]


def test_a_signature_with_eddsa_cannot_be_verified_and_a_key_that_signs_nothing_may_have_it() -> None:
    verdicts = recorded.verdicts("java-11")
    assert [verdicts[f"Ed25519 {place}"] for place in ("root", "intermediate", "target")] == [False, False, True]
    root = forge.root(kind="Ed25519")
    assert said(forge.issue(root), root) == ["signature check failed"]
    assert said(forge.issue(ROOT, kind="Ed25519"), ROOT) == []
