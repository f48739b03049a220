"""STARTTLS by imap: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.imap import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(b"* OK ready\r\n* CAPABILITY IMAP4rev1\r\na1 OK begin\r\n" + b"TLS")
    STARTTLS.prepare(script, "a.example")
    assert script.sent == b"a1 STARTTLS\r\n"
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b"* OK ready\r\na1 NO not here\r\n", "NO not here"),
        (b"+OK POP3\r\n", "does not speak IMAP"),
        (b"* OK\r\n" + b"* x\r\n" * 200, "does not end"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
