"""STARTTLS by lmtp: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.lmtp import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(b"220 mx\r\n250-mx\r\n250 STARTTLS\r\n220 go\r\n" + b"TLS")
    STARTTLS.prepare(script, "a.example")
    assert script.sent == b"LHLO chainaudit.invalid\r\nSTARTTLS\r\n"
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b"220 mx\r\n250 mx\r\n", "does not offer"),
        (b"220 mx\r\n500 what\r\n", "500"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
