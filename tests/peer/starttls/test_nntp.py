"""STARTTLS by nntp: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.nntp import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(b"200 news\r\n382 go\r\n" + b"TLS")
    STARTTLS.prepare(script, "a.example")
    assert script.sent == b"STARTTLS\r\n"
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b"201 news\r\n580 no\r\n", "580"),
        (b"502 closed\r\n", "502"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
