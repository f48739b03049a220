"""MySQL and MariaDB: SSLRequest behind the greeting (MySQL internals, Connection Phase Packets)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model.starttls import StartTls

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


_CLIENT_SSL = 0x0800
_CLIENT_PROTOCOL_41 = 0x0200
_CLIENT_SECURE_CONNECTION = 0x8000
_MAX_PACKET = 1 << 24
_UTF8 = 33
MAX_GREETING_BYTES = 4096


def prepare(conversation: Conversation, _host: str) -> None:
    """Read the greeting, look for TLS among the capabilities, and ask for it."""
    head = conversation.exactly(4)
    length = int.from_bytes(head[:3], "little")
    if not 1 <= length <= MAX_GREETING_BYTES:
        raise PeerError("the server does not answer as MySQL")
    greeting = conversation.exactly(length)
    if greeting[0] == 0xFF:
        text = "".join(c if c.isprintable() else "?" for c in greeting[3:].decode("utf-8", "replace"))
        raise PeerError(f"the server refuses: {text[:120]}")
    end = greeting.find(b"\x00", 1)
    capabilities = int.from_bytes(greeting[end + 14 : end + 16], "little") if end > 0 else 0
    if greeting[0] != 10 or end < 0:
        raise PeerError("the server does not answer as MySQL of protocol 10")
    if not capabilities & _CLIENT_SSL:
        raise PeerError("the server does not offer TLS")
    flags = _CLIENT_SSL | _CLIENT_PROTOCOL_41 | _CLIENT_SECURE_CONNECTION
    body = flags.to_bytes(4, "little") + _MAX_PACKET.to_bytes(4, "little") + bytes((_UTF8,)) + bytes(23)
    conversation.send(len(body).to_bytes(3, "little") + bytes((head[3] + 1,)) + body)


STARTTLS = StartTls(
    name="mysql",
    title="MySQL and MariaDB with SSLRequest",
    ports=(3306,),
    prepare=prepare,
    cites=("MySQL, Connection Phase Packets",),
)
