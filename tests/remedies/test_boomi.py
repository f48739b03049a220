from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.boomi import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("import-anchor", **VALUES)
    lines = SYSTEM.render(action)
    assert any("keytool -importcert -alias example-root" in line for line in lines)
