"""NNTP: STARTTLS (RFC 4642, 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.starttls import StartTls
from chainaudit.peer.starttls.replies import reply

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


def prepare(conversation: Conversation, _host: str) -> None:
    """Wait for the greeting and ask for TLS."""
    reply(conversation, "20", "the greeting")
    conversation.send(b"STARTTLS\r\n")
    reply(conversation, "382", "STARTTLS")


STARTTLS = StartTls(
    name="nntp", title="NNTP with STARTTLS", ports=(119,), prepare=prepare, cites=("RFC 4642, 2.2",), quit=b"QUIT\r\n"
)
