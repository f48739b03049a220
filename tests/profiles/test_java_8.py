"""Java 8: curves that Java 16 dropped still verify; all else is as in Java 17."""

from __future__ import annotations

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.profiles import java_17
from chainaudit.profiles.java_8 import PROFILE
from tests import forge
from tests.facts import question


def test_a_root_on_p_224_is_refused_since_java_16_only() -> None:
    root = forge.root(kind="P-224")
    asked = question(forge.issue(root), root, host=(chainaudit.reference_identifier("leaf.example"),))
    assert verdict_of(asked, PROFILE, chainaudit.checks())[0].accepted
    assert not verdict_of(asked, java_17.PROFILE, chainaudit.checks())[0].accepted


def test_the_rest_is_the_same() -> None:
    same = java_17.PROFILE.rulings.items() - PROFILE.rulings.items()
    assert {key for key, _ in same} == {
        "certificate.forbidden-algorithm/key-issuer",
        "certificate.forbidden-algorithm/key-anchor",
    }
    assert PROFILE.rules.but(distrusted_anchors=()) == java_17.PROFILE.rules.but(distrusted_anchors=())
    assert PROFILE.name == "java-8"
