"""LDAP: the StartTLS extended operation (RFC 4511, 4.14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model import der
from chainaudit.model.starttls import StartTls

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


MESSAGE_ID = 1
MAX_ANSWER_BYTES = 65_536
_START_TLS = b"1.3.6.1.4.1.1466.20037"
_UNBIND = bytes.fromhex("30050201024200")
_EXTENDED_REQUEST, _REQUEST_NAME, _EXTENDED_RESPONSE = 0x77, 0x80, 0x78


def prepare(conversation: Conversation, _host: str) -> None:
    """Ask for TLS and read the result code."""
    request = der.encode(_EXTENDED_REQUEST, der.encode(_REQUEST_NAME, _START_TLS))
    conversation.send(der.encode(der.SEQUENCE, der.encode(der.INTEGER, bytes((MESSAGE_ID,))) + request))
    answer = _message(conversation)
    response = next((node for node in _children(answer) if node[0] == _EXTENDED_RESPONSE), None)
    if response is None:
        raise PeerError("the server does not answer as LDAP")
    fields = _children(response[1])
    if not fields or fields[0][1] != b"\x00":
        text = fields[2][1].decode("utf-8", "replace")[:120] if len(fields) > 2 else ""
        shown = "".join(c if c.isprintable() else "?" for c in text)
        raise PeerError(f"the server refuses StartTLS{': ' + shown if shown else ''}")


def _message(conversation: Conversation) -> bytes:
    """Return the content of the next LDAPMessage; BER lengths in any form (RFC 4511, 5.1)."""
    head = conversation.exactly(2)
    if head[0] != der.SEQUENCE:
        raise PeerError("the server does not answer as LDAP")
    length = head[1]
    if length & 0x80:
        octets = length & 0x7F
        length = int.from_bytes(conversation.exactly(octets), "big") if octets in (1, 2, 3, 4) else MAX_ANSWER_BYTES + 1
    if length > MAX_ANSWER_BYTES:
        raise PeerError("the server's answer to StartTLS is too long for LDAP")
    return conversation.exactly(length)


def _children(data: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + 2 <= len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            octets = length & 0x7F
            length = int.from_bytes(data[at : at + octets], "big")
            at += octets
        found.append((tag, data[at : at + length]))
        at += length
    return found


STARTTLS = StartTls(
    name="ldap",
    title="LDAP with StartTLS",
    ports=(389,),
    prepare=prepare,
    cites=("RFC 4511, 4.14",),
    quit=_UNBIND,
)
