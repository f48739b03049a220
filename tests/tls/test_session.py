from __future__ import annotations

from chainaudit.tls.hellos import ServerHello
from chainaudit.tls.session import CLIENT, SERVER, Session
from tests.evidence.reading import sample

ALERT = b"\x15\x03\x03\x00\x02\x02\x28"
HELLO = bytes.fromhex("16030300310200002d0303") + bytes(32) + bytes.fromhex("00c02f000005ff01000100")


def test_messages_alerts_and_data_in_order() -> None:
    session = Session()
    events = session.feed(SERVER, HELLO + ALERT)
    assert [(event.kind, event.name) for event in events] == [("message", "server_hello"), ("alert", "")]
    assert isinstance(events[0].value, ServerHello)
    assert events[1].value == (2, 40)
    assert (session.version, session.cipher) == (0x0303, 0xC02F)


def test_after_the_change_of_ciphers_nothing_is_guessed() -> None:
    session = Session()
    session.feed(SERVER, HELLO)
    events = session.feed(
        SERVER, b"\x14\x03\x03\x00\x01\x01" + b"\x16\x03\x03\x00\x28" + bytes(40) + b"\x15\x03\x03\x00\x1a" + bytes(26)
    )
    assert [(event.kind, event.sealed) for event in events] == [
        ("change-cipher-spec", False),
        ("message", True),
        ("alert", True),
    ]
    assert session.is_sealed(SERVER)
    assert not session.is_sealed(CLIENT)


def test_what_is_not_tls_is_said_once() -> None:
    session = Session()
    assert [event.kind for event in session.feed(SERVER, b"HTTP/1.1 400 Bad Request")] == ["broken"]
    assert session.feed(SERVER, b"more") == []


def test_a_real_handshake_agrees_with_what_was_configured() -> None:
    connection = sample("unknown_ca/capture.pcap")[0]
    assert connection.steps == (
        "c:client_hello",
        "s:server_hello",
        "s:certificate",
        "s:server_key_exchange",
        "s:server_hello_done",
    )
