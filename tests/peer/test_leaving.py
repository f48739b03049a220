"""STARTTLS servers that answer byte by byte: they are understood, and taken leave of in their own words."""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from chainaudit.app import registry
from chainaudit.model.peer import COMPLETED, FAILED, Endpoint
from chainaudit.peer.handshake import Hello, shake_hands

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE: Final = 20
SSL_REQUEST_BYTES: Final = 36
"""MySQL answers nothing to it, and TLS may follow in the same segment."""
_FEATURES: Final = (
    b"<?xml version='1.0'?><stream:stream id='1' xmlns='jabber:client'><stream:features>"
    b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>"
)
_MARIADB: Final = (
    b"\x4e\0\0\0\x0a11.4.2-MariaDB\0\x01\0\0\0abcdefgh\0\xfe\xff\x21\2\0\xff\x81\x15"
    + bytes(10)
    + b"ijklmnopqrst\0mysql_native_password\0"
)
DIALOGUES: Final = {
    "smtp": (
        (None, b"220-mx\r\n220 mx ESMTP\r\n"),
        (b"EHLO", b"250-mx\r\n250-8BITMIME\r\n250 starttls\r\n"),
        (b"STARTTLS", b"220 go\r\n"),
    ),
    "lmtp": ((None, b"220 mx LMTP\r\n"), (b"LHLO", b"250-mx\r\n250 STARTTLS\r\n"), (b"STARTTLS", b"220 go\r\n")),
    "imap": (
        (None, b"* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n"),
        (b"a1 STARTTLS", b"* 0 EXISTS\r\na1 OK begin\r\n"),
    ),
    "pop3": ((None, b"+OK POP3 <1@mx>\r\n"), (b"STLS", b"+OK begin\r\n")),
    "ftp": ((None, b"220-Welcome\r\n220-to us\r\n220 ready\r\n"), (b"AUTH TLS", b"234 go\r\n")),
    "nntp": ((None, b"201 no posting\r\n"), (b"STARTTLS", b"382 go\r\n")),
    "sieve": ((None, b'"IMPLEMENTATION" "x"\r\n"STARTTLS"\r\nOK "ready"\r\n'), (b"STARTTLS", b'OK "begin"\r\n')),
    "ldap": ((b"1.3.6.1.4.1.1466.20037", bytes.fromhex("3084000000100201017884000000070a010004000400")),),
    "postgres": ((bytes.fromhex("04d2162f"), b"S"),),
    "xmpp": (
        (b"jabber:client", _FEATURES),
        (b"<starttls", b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
    ),
    "mysql": ((None, (len(_MARIADB) - 4).to_bytes(1, "big") + _MARIADB[1:]), (b"\x20\0\0\x01", b"")),
}
"""By protocol: what the client must have said, and what is then answered; the first may be a greeting."""


@contextmanager
def _server(dialogue: Any, identity: Path | None) -> Iterator[tuple[int, bytearray]]:
    """Serve one connection; give the port and what came inside TLS, or in plain where there is no identity."""
    heard = bytearray()

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.settimeout(PATIENCE)
            for wanted, answer in dialogue:
                said = b""
                while wanted is not None and wanted not in said:
                    said += connection.recv(4096 if answer else SSL_REQUEST_BYTES)
                for byte in answer:
                    connection.sendall(bytes((byte,)))
            if identity is None:
                heard.extend(connection.recv(100))
                return
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(identity)
            with context.wrap_socket(connection, server_side=True) as inner:
                heard.extend(inner.recv(100))
                if heard:
                    inner.sendall(b"farewell")

    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        serving = pool.submit(serve)
        yield listener.getsockname()[1], heard
        serving.result(PATIENCE)


def _protocols() -> dict[str, Any]:
    return {protocol.name: protocol for protocol in registry.starttls_protocols()}


def test_every_protocol_is_played_here() -> None:
    assert set(DIALOGUES) == set(_protocols())


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_server_is_understood_byte_by_byte_and_taken_leave_of(name: str, pki: Any) -> None:
    protocol = _protocols()[name]
    identity = pki.file("leaving.pem", pki.server, pki.middle, key=pki.server)
    with _server(DIALOGUES[name], identity) as (port, heard):
        handshake = shake_hands(Endpoint("127.0.0.1", port, server_name="localhost"), Hello(), PATIENCE, protocol)
    assert handshake.outcome == COMPLETED, handshake.error
    assert handshake.presented == (pki.server.certificate, pki.middle.certificate)
    assert bytes(heard) == protocol.quit


def test_a_server_without_starttls_is_taken_leave_of_in_plain() -> None:
    dialogue = ((None, b"220 mx\r\n"), (b"EHLO", b"250 mx\r\n"))
    with _server(dialogue, None) as (port, heard):
        handshake = shake_hands(Endpoint("127.0.0.1", port), Hello(), PATIENCE, _protocols()["smtp"])
    assert handshake.outcome == FAILED
    assert handshake.error == "the server does not offer STARTTLS"
    assert bytes(heard) == b"QUIT\r\n"
