from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.nginx import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any("cat leaf.pem example-root.pem > fullchain.pem" in line for line in lines)
