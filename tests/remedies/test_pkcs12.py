from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.pkcs12 import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any(
        "keytool -importcert -alias ALIAS-1 -file chain.pem -keystore trust.jks -storetype PKCS12" in line
        for line in lines
    )
