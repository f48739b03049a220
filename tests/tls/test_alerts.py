from __future__ import annotations

import pytest

from chainaudit.tls.alerts import ALERT_NAMES, alert_code, alert_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("unknown CA", 48), ("UNKNOWN_CA", 48), ("UnknownCA", 48), ("unknown certificate authority", 48),
        ("handshake failure", 40), ("HandshakeFailure", 40), ("certificate required", 116), ("no such alert", None),
    ],
)  # fmt: skip
def test_spellings(text: str, code: int | None) -> None:
    assert alert_code(text) == code


def test_every_name_leads_back() -> None:
    assert all(alert_code(alert_name(code)) == code for code in ALERT_NAMES)
    assert alert_name(255) == "alert_255"
