"""STARTTLS by ldap: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.ldap import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    script = Script(bytes.fromhex("300c02010178070a010004000400") + b"TLS")
    STARTTLS.prepare(script, "a.example")
    assert script.sent == bytes.fromhex("301d02010177188016") + b"1.3.6.1.4.1.1466.20037"
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (bytes.fromhex("300f020101780a0a010204000403") + b"no!", "no!"),
        (b"HTTP/1.1 400", "LDAP"),
        (bytes.fromhex("30850000000001"), "too long"),
        (bytes.fromhex("3084ffffffff"), "too long"),
        (bytes.fromhex("3003020101"), "LDAP"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
