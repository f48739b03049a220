"""What speaks on a port where TLS was expected."""

from __future__ import annotations

import pytest

from chainaudit.peer.other_protocols import other_protocol


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\nServer: x", "HTTP without TLS: 'HTTP/1.1 400 Bad Request'"),
        (b"SSH-2.0-OpenSSH_9.2p1\r\n", "SSH"),
        (b"220 mail.example ESMTP\r\n", "--starttls smtp or ftp"),
        (b"* OK IMAP4rev1 ready\r\n", "--starttls imap"),
        (b"+OK ready\r\n", "--starttls pop3"),
        (b"200 news.example\r\n", "--starttls nntp"),
        (b'"IMPLEMENTATION" "Dovecot"\r\n', "--starttls sieve"),
        (b"<?xml version='1.0'?>", "--starttls xmpp"),
        (b"J\x00\x00\x00\x0a8.0.33\x00", "--starttls mysql"),
        (b"\x16\xfe\xfd" + bytes(20), "DTLS"),
        (b"\x80\x0b\x04\x00\x01\x00\x02", "SSL 2.0"),
        (b"\x1b]0;owned\x07", "its first bytes are 1b 5d 30"),
        (bytes(4), "its first bytes are 00 00 00 00"),
    ],
)
def test_a_protocol_is_told_by_its_first_bytes(said: bytes, words: str) -> None:
    told = other_protocol(said)
    assert told is not None
    assert words in told
    assert told.isprintable()


@pytest.mark.parametrize("said", [b"", b"\x16", b"\x16\x03\x03\x00\x05", b"\x15\x03\x01\x00\x02\x02\x28"])
def test_tls_and_silence_are_no_other_protocol(said: bytes) -> None:
    assert other_protocol(said) is None
