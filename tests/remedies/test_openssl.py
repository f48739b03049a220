from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.openssl import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("append-issuer", **VALUES)
    lines = SYSTEM.render(action)
    assert any("cat leaf.pem example-root.pem > chain.pem" in line for line in lines)


def test_an_address_is_asked_for_as_an_address() -> None:
    for host, name in (
        ("a.example", "DNS:a.example"),
        ("192.0.2.7", "IP:192.0.2.7"),
        ("2001:db8::1", "IP:2001:db8::1"),
    ):
        lines = SYSTEM.render(Action("reissue", host=host))
        assert any(f"subjectAltName={name} " in line for line in lines), lines
