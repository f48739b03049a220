"""STARTTLS by sieve: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.sieve import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(b'"IMPLEMENTATION" "x"\r\n"STARTTLS"\r\nOK ready\r\nOK go\r\n' + b"TLS")
    STARTTLS.prepare(script, "a.example")
    assert script.sent == b"STARTTLS\r\n"
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b'"IMPLEMENTATION" "x"\r\nOK ready\r\n', "does not offer"),
        (b"BYE go away\r\n", "BYE go away"),
        (b'"STARTTLS"\r\nOK\r\nNO\r\n', "NO"),
        (b"x\r\n" * 200, "does not end"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
