"""IMAP: STARTTLS (RFC 9051, 6.2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model.starttls import StartTls

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


MAX_LINES = 100


def prepare(conversation: Conversation, _host: str) -> None:
    """Wait for the greeting and ask for TLS."""
    greeting = conversation.line()
    if not greeting.upper().startswith("* OK"):
        raise PeerError(f"the server does not speak IMAP, or refuses; it said: {greeting[:120]}")
    conversation.send(b"a1 STARTTLS\r\n")
    for _ in range(MAX_LINES):
        line = conversation.line()
        if line.upper().startswith("A1 OK"):
            return
        if line.upper().startswith("A1 "):
            raise PeerError(f"the server answered STARTTLS with: {line[:120]}")
    raise PeerError("the server's answer to STARTTLS does not end")


STARTTLS = StartTls(
    name="imap",
    title="IMAP with STARTTLS",
    ports=(143,),
    prepare=prepare,
    cites=("RFC 9051, 6.2.1",),
    quit=b"a2 LOGOUT\r\n",
)
