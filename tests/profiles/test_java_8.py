"""Java 8: lists of what is disabled that it was given in updates; EdDSA never came (JEP 339, JDK-8233228)."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.profiles.java_8 import PROFILE
from tests import forge
from tests.facts import question


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("P-224", "Algorithm constraints check failed on signature algorithm: SHA256withECDSA"),
        ("Ed25519", "signature check failed"),
        ("1024", None),
        ("2048", None),
    ],
)
def test_keys_of_a_root(kind: str, words: str | None) -> None:
    root = forge.root(kind=kind)
    asked = question(forge.issue(root), root, host=(chainaudit.reference_identifier("leaf.example"),))
    verdict, _ = verdict_of(asked, PROFILE, chainaudit.checks())
    assert [reason.words.rpartition("Exception: ")[2] for reason in verdict.reasons] == ([words] if words else [])


def test_it_is_found_by_its_version() -> None:
    assert chainaudit.profile("java-8") is PROFILE
