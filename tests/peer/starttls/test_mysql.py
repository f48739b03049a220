"""STARTTLS by mysql: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.mysql import STARTTLS
from tests.peer.saying import Script


def _greeting(capabilities: int) -> bytes:
    """A greeting of protocol 10 with the lower capability flags (MySQL, Protocol::HandshakeV10)."""
    body = b"\x0a" + b"8.0.36\0" + bytes(4) + bytes(8) + b"\0" + capabilities.to_bytes(2, "little") + bytes(20)
    return len(body).to_bytes(3, "little") + b"\0" + body


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(_greeting(0x0A00) + b"TLS")
    STARTTLS.prepare(script, "db.example")
    assert script.sent[:4] == (32).to_bytes(3, "little") + b"\x01"
    assert int.from_bytes(script.sent[4:8], "little") & 0x0800
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (_greeting(0x0200), "does not offer"),
        (bytes.fromhex("0600000aff15042323") + b"Host", "refuses"),
        (b"HTTP/1.1 400", "MySQL"),
        (bytes.fromhex("0500000009") + b"3.2\0", "protocol 10"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
