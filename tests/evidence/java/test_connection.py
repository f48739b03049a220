from __future__ import annotations

import pytest

from chainaudit.evidence.java.connection import MAX_REMEMBERED, CertificateMemory, JavaConnection
from chainaudit.evidence.parser import ParserContext
from chainaudit.model.evidence import CLIENT, SERVER
from tests.evidence.wire import client_hello, server_hello

CERTIFICATE = b'"certificate" : {\n "serial number" : "0A",\n "issuer" : "CN=ca",\n "subject" : "CN=%d",\n}'


def java(side: str = CLIENT) -> JavaConnection:
    connection = JavaConnection(ParserContext("a.log"), CertificateMemory(), 0, "thread main")
    connection.set_side(side)
    return connection


def dump(data: bytes) -> bytes:
    rows = (data[at : at + 16] for at in range(0, len(data), 16))
    return b"\n".join(b"  %04X: %s  ..." % (at * 16, row.hex(" ").upper().encode()) for at, row in enumerate(rows))


@pytest.mark.parametrize(
    ("side", "said", "step"),
    [
        (CLIENT, "Produced ClientHello handshake message (", "c:client_hello"),
        (SERVER, "Consuming ClientHello handshake message (", "c:client_hello"),
        (CLIENT, "Consuming server Certificate handshake message (", "s:certificate"),
        (SERVER, "Consuming client Certificate handshake message (", "c:certificate"),
        (CLIENT, "Produced client Finished handshake message (", "c:finished"),
        (SERVER, "Produced server Finished handshake message (", "s:finished"),
        (CLIENT, "Consuming ECDH ServerKeyExchange handshake message (", "s:server_key_exchange"),
        (CLIENT, "Produced ECDHE ClientKeyExchange handshake message (", "c:client_key_exchange"),
    ],
)
def test_who_sent_a_message(side: str, said: str, step: str) -> None:
    connection = java(side)
    connection.take(said)
    assert connection.finish().steps == (step,)


def test_it_is_established_when_both_have_finished() -> None:
    connection = java()
    connection.take("Produced client Finished handshake message (")
    assert not connection.finish().established
    connection.take("Consuming server Finished handshake message (")
    assert connection.finish().established


def test_a_hello_retry_request_makes_the_next_client_hello_one_of_the_same_connection() -> None:
    connection = java()
    connection.take("Consuming HelloRetryRequest handshake message (")
    assert connection.is_retrying
    connection.take("Consuming ServerHello handshake message (")
    assert not connection.is_retrying


@pytest.mark.parametrize(("path", "configured"), [("/etc/k.jks", True), ("NONE", False), ('""', False), ("", False)])
def test_whether_a_keystore_is_configured(path: str, configured: bool) -> None:
    connection = java()
    connection.take_loose(f"keyStore is : {path}")
    assert connection.finish().client_configured is configured


def test_a_keystore_without_a_key_that_fits() -> None:
    for said, meanings in (([], ["no-private-key"]), (["found key for : mine"], [])):
        connection = java()
        for line in ("keyStore is : k.jks", "init keystore", *said, "No X.509 certificate for client authentication"):
            connection.take(line)
        assert [each.meaning for each in connection.finish().remarks] == meanings


def test_a_line_that_is_repeated_is_heard_once_and_a_fatal_alert_ends_it() -> None:
    connection = java()
    for _ in range(2):
        connection.take(
            "Fatal (CERTIFICATE_UNKNOWN): PKIX path building failed: unable to find valid certification path"
        )
    assert connection.is_over
    told = connection.finish()
    assert [(each.by, each.code) for each in told.alerts] == [(CLIENT, 46)]
    assert [each.meaning for each in told.remarks] == ["issuer-unknown"]


def test_an_alert_that_was_received_is_the_peers() -> None:
    connection = java(SERVER)
    connection.take_body(
        "Received alert message (", b'"Alert": {\n"level" : "fatal",\n"description": "unknown_ca"\n}', None
    )
    assert [(each.by, each.level, each.code) for each in connection.finish().alerts] == [(CLIENT, "fatal", 48)]


def test_hex_dumps_give_what_the_printed_messages_lack() -> None:
    connection = java()
    connection.take_body("Raw write (", dump(client_hello(0x2F)), None)
    connection.take_body("Raw read (", dump(server_hello(0x2F)), None)
    offer = connection.finish().offer
    assert offer is not None
    assert offer.ciphers == (0x2F,)


def test_printed_chains_are_read_once_and_remembered_up_to_a_bound() -> None:
    memory = CertificateMemory()
    text = (CERTIFICATE % 1).decode()
    first = memory.certificates(text)
    assert [each.subject for each in first] == ["CN=1"]
    assert memory.certificates(text) is first
    for number in range(MAX_REMEMBERED + 1):
        memory.certificates((CERTIFICATE % number).decode())
    assert len(memory._known) <= MAX_REMEMBERED
