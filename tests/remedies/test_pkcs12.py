from __future__ import annotations

from chainaudit.model.remedy import ACTION_KINDS, Action
from chainaudit.remedies.pkcs12 import SYSTEM
from tests.remedies.hostile import VALUES, rendered


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any(
        "keytool -importcert -alias ALIAS-1 -file chain.pem -keystore trust.jks -storetype PKCS12" in line
        for line in lines
    )


def test_what_the_system_has_no_words_for_gives_no_lines() -> None:
    for kind in ACTION_KINDS:
        assert bool(SYSTEM.render(Action(kind))) == SYSTEM.renders(kind)


def test_hostile_values_stay_values() -> None:
    import shlex

    for line in rendered(SYSTEM):
        assert "\n" not in line
        if not line.startswith("#") and "$" in line:
            assert any("$(x)" in word for word in shlex.split(line)) or "$(x)" not in line
