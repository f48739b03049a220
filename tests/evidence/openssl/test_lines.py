from __future__ import annotations

import pytest

from chainaudit.evidence.openssl import lines


@pytest.mark.parametrize(
    ("line", "way", "kind", "length", "what"),
    [
        (">>> TLS 1.2, Handshake [length 00b1], ClientHello", ">>>", "Handshake", "00b1", "ClientHello"),
        ("<<< TLS 1.3, Alert [length 0002], fatal unknown_ca", "<<<", "Alert", "0002", "fatal unknown_ca"),
        ("<<< ??? [length 0005]", None, None, None, None),
        (">>> TLS 1.0, RecordHeader [length 0005]", ">>>", "RecordHeader", "0005", None),
        ("<<< TLS 1.3 Handshake [length 007a], ServerHello", "<<<", "Handshake", "007a", "ServerHello"),
    ],
)
def test_messages(line: str, way: str | None, kind: str | None, length: str | None, what: str | None) -> None:
    match = lines.MESSAGE.match(line)
    found = (None,) * 4 if match is None else match.group("way", "kind", "length", "what")
    assert found == (way, kind, length, what)


@pytest.mark.parametrize(
    ("line", "way", "what"),
    [
        ("SSL_connect:SSLv3/TLS write client hello", "write", "client hello"),
        ("SSL_accept:TLSv1.3 read finished", "read", "finished"),
        ("SSL_connect:SSLv3 read server certificate A", "read", "server certificate A"),
    ],
)
def test_states(line: str, way: str, what: str) -> None:
    match = lines.STATE.match(line)
    assert match is not None
    assert match.group("way", "what") == (way, what)


@pytest.mark.parametrize(
    ("name", "snake"),
    [("ClientHello", "client_hello"), ("Certificate, x", "certificate"), ("ServerHelloDone", "server_hello_done")],
)
def test_names_of_messages(name: str, snake: str) -> None:
    assert lines.snake(name) == snake


def test_both_must_have_finished() -> None:
    assert lines.both_finished(("c:finished", "s:finished"))
    assert not lines.both_finished(("c:finished", "s:certificate"))
