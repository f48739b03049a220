"""STARTTLS by ftp: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.ftp import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(b"220-Welcome\r\n220 ready\r\n234 go\r\n" + b"TLS")
    STARTTLS.prepare(script, "a.example")
    assert script.sent == b"AUTH TLS\r\n"
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b"220 ready\r\n502 no such command\r\n", "502"),
        (b"SSH-2.0-x\r\n", "does not speak"),
        (b"220-" * 1, "closed"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
