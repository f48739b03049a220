"""POP3: STLS (RFC 2595, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model.starttls import StartTls

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


def prepare(conversation: Conversation, _host: str) -> None:
    """Wait for the greeting and ask for TLS."""
    greeting = conversation.line()
    if not greeting.startswith("+OK"):
        raise PeerError(f"the server does not speak POP3, or refuses; it said: {greeting[:120]}")
    conversation.send(b"STLS\r\n")
    answer = conversation.line()
    if not answer.startswith("+OK"):
        raise PeerError(f"the server answered STLS with: {answer[:120]}")


STARTTLS = StartTls(
    name="pop3", title="POP3 with STLS", ports=(110,), prepare=prepare, cites=("RFC 2595, 4",), quit=b"QUIT\r\n"
)
