from __future__ import annotations

from chainaudit.model.remedy import ACTION_KINDS, Action
from chainaudit.remedies.webmethods import SYSTEM
from tests.remedies.hostile import VALUES, rendered


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("enable-protocol", **VALUES)
    lines = SYSTEM.render(action)
    assert any("watt.net.ssl.client.useJSSE=true" in line for line in lines)


def test_what_the_system_has_no_words_for_gives_no_lines() -> None:
    for kind in ACTION_KINDS:
        assert bool(SYSTEM.render(Action(kind))) == SYSTEM.renders(kind)


def test_hostile_values_stay_values() -> None:
    for line in rendered(SYSTEM):
        assert "\n" not in line
        assert line.startswith("#") or "; rm" not in line or "'a_b\"c; rm" in line
        assert "a'b\"c; rm" not in line or line.startswith("#")
