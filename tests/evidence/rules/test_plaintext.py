# ruff: noqa: E501 - what was said stands as it was said

from __future__ import annotations

import pytest

from chainaudit.evidence.weighing import diagnose
from chainaudit.model.evidence import Answer, Connection, Offer


@pytest.mark.parametrize(
    ("client", "server", "tls", "cause"),
    [
        pytest.param(b"EHLO a\r\nSTARTTLS\r\n", b"220 mx\r\n250 ok\r\n454 TLS not available\r\n", False, "starttls_not_offered"),
        pytest.param(b"a1 STARTTLS\r\n", b"* OK imap\r\na1 BAD unknown command\r\n", False, "starttls_not_offered"),
        pytest.param(b"STLS\r\n", b"+OK pop\r\n-ERR no\r\n", False, "starttls_not_offered"),
        pytest.param(b"\x00\x00\x00\x08\x04\xd2\x16\x2f", b"N", False, "starttls_not_offered"),
        pytest.param(b"EHLO a\r\nQUIT\r\n", b"220 mx\r\n250-mx\r\n250 SIZE\r\n221 bye\r\n", False, "starttls_not_offered"),
        pytest.param(b"0\x1d\x02\x01\x01w\x18\x80\x161.3.6.1.4.1.1466.20037", b"0\x0c\x02\x01\x01x\x07\n\x01\x02", False, "starttls_not_offered"),
        pytest.param(b"GET / HTTP/1.1\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port", False, "plaintext_client"),
        pytest.param(b"", b"SSH-2.0-OpenSSH_9.2\r\n", True, "plaintext_port"),
        pytest.param(b"CONNECT h:443 HTTP/1.1\r\n\r\n", b"HTTP/1.1 407 Proxy Authentication Required\r\n", False, "proxy_refused"),
        pytest.param(b"EHLO a\r\nSTARTTLS\r\n", b"220 mx\r\n250 ok\r\n220 2.0.0 ready\r\n", False, None, id="agreed"),
        pytest.param(b"GET / HTTP/1.1\r\n", b"HTTP/1.1 200 OK\r\n", False, None, id="plain HTTP that works"),
    ],
)  # fmt: skip
def test_what_was_said_before_tls(client: bytes, server: bytes, tls: bool, cause: str | None) -> None:
    connection = Connection()
    connection.server_port = 443
    connection.plaintext = {"client": client, "server": server}
    if tls:
        connection.offer = Offer((0x0303,), (0xC02F,), "h")
        connection.steps = ("c:client_hello",)
    assert diagnose(connection).cause == cause


def test_a_server_that_hangs_up_on_plain_http() -> None:
    connection = Connection()
    connection.plaintext = {"client": b"GET / HTTP/1.1\r\n"}
    connection.closings = (("server", "fin"), ("client", "fin"))
    connection.address, connection.server_port = "10.0.0.1:8080", 8080
    assert diagnose(connection).cause is None
    other = Connection()
    other.address, other.answer = connection.address, Answer(0x0303, 0xC02F)
    assert diagnose(connection, (connection, other)).cause == "plaintext_client"
    connection.server_port = 443
    assert diagnose(connection).cause == "plaintext_client"
    connection.closings = (("client", "fin"), ("server", "fin"))
    assert diagnose(connection).cause is None
