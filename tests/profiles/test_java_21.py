"""Java 21 decides and speaks as Java 17."""

from __future__ import annotations

from chainaudit.profiles import java_17
from chainaudit.profiles.java_21 import PROFILE


def test_it_is_java_17_by_another_name() -> None:
    assert (PROFILE.name, PROFILE.rules.but(distrusted_anchors=()), PROFILE.rulings) == (
        "java-21",
        java_17.PROFILE.rules.but(distrusted_anchors=()),
        java_17.PROFILE.rulings,
    )
