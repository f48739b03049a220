from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.windows import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any('certutil -addstore -f CA "example-root.pem"' in line for line in lines)
