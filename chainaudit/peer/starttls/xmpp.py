"""XMPP: STARTTLS (RFC 6120, 5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model.starttls import StartTls

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


MAX_BYTES = 65_536
_OPEN = (
    "<?xml version='1.0'?><stream:stream to='{host}' version='1.0' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams'>"
)
_START = b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"


def prepare(conversation: Conversation, host: str) -> None:
    """Open a stream, wait for its features, and ask for TLS."""
    shown = "".join(c for c in host if c.isalnum() or c in "-._:")
    conversation.send(_OPEN.format(host=shown).encode("ascii", "replace"))
    features = _until(conversation, (b"</stream:features>", b"<stream:features/>", b"</stream:stream>", b"</features>"))
    if b"urn:ietf:params:xml:ns:xmpp-tls" not in features:
        raise PeerError("the server does not offer STARTTLS")
    conversation.send(_START)
    if b"<proceed" not in _until(conversation, (b"/>", b"</proceed>", b"</failure>")):
        raise PeerError("the server refuses STARTTLS")


def _until(conversation: Conversation, marks: tuple[bytes, ...]) -> bytes:
    data = bytearray()
    while not any(mark in data for mark in marks):
        if len(data) > MAX_BYTES:
            raise PeerError("the server's answer is too long for XMPP")
        data += conversation.exactly(1)
    return bytes(data)


STARTTLS = StartTls(
    name="xmpp",
    title="XMPP with STARTTLS",
    ports=(5222, 5269),
    prepare=prepare,
    cites=("RFC 6120, 5.4",),
    quit=b"</stream:stream>",
)
