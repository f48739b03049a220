from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.tomcat import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("enable-protocol", **VALUES)
    lines = SYSTEM.render(action)
    assert any('protocols="TLSv1.2+TLSv1.3"' in line for line in lines)
