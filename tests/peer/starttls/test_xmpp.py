"""STARTTLS by xmpp: what is sent, and what a server that will not says."""

from __future__ import annotations

import pytest

from chainaudit.errors import PeerError
from chainaudit.peer.starttls.xmpp import STARTTLS
from tests.peer.saying import Script


def test_it_goes_up_to_where_tls_begins() -> None:
    features = b"<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"
    script = Script(b"<?xml version='1.0'?><stream:stream>" + features + b"<proceed xmlns='urn:x'/>" + b"TLS")
    STARTTLS.prepare(script, "chat.example")
    assert b"to='chat.example'" in script.sent
    assert script.sent.endswith(b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
    assert script.rest == b"TLS"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (b"<stream:stream><stream:features></stream:features>", "does not offer"),
        (b"<x>urn:ietf:params:xml:ns:xmpp-tls</stream:features><failure/>", "refuses"),
        (b"x" * 70_000, "too long"),
        (b"", "closed"),
    ],
)
def test_a_server_that_will_not_is_told_in_its_words(answers: bytes, words: str) -> None:
    with pytest.raises(PeerError, match=words):
        STARTTLS.prepare(Script(answers), "a.example")
