from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.ca_certificates import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("import-anchor", **VALUES)
    lines = SYSTEM.render(action)
    assert any("cp example-root.pem /usr/local/share/ca-certificates/example-root.crt" in line for line in lines)
