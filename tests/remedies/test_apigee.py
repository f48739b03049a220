from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.apigee import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("renew", **VALUES)
    lines = SYSTEM.render(action)
    assert any("aliases?alias=ALIAS-1&format=keycertfile" in line for line in lines)
