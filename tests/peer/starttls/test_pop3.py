"""STARTTLS by pop3: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.pop3 import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(b"+OK ready\r\n+OK begin\r\n" + b"TLS")
    STARTTLS.prepare(script, "a.example")
    assert script.sent == b"STLS\r\n"
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b"+OK ready\r\n-ERR unknown\r\n", "-ERR unknown"),
        (b"* OK IMAP\r\n", "does not speak POP3"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
