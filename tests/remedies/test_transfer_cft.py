from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.transfer_cft import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("import-key", **VALUES)
    lines = SYSTEM.render(action)
    assert any("PKIUTIL PKICER ID='ALIAS-1'" in line for line in lines)
