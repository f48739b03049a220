"""FTP: AUTH TLS (RFC 4217, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.starttls import StartTls
from chainaudit.peer.starttls.replies import reply

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


def prepare(conversation: Conversation, _host: str) -> None:
    """Wait for the greeting and ask for TLS."""
    reply(conversation, "220", "the greeting")
    conversation.send(b"AUTH TLS\r\n")
    reply(conversation, "234", "AUTH TLS")


STARTTLS = StartTls(
    name="ftp",
    title="FTP with AUTH TLS (explicit FTPS)",
    ports=(21,),
    prepare=prepare,
    cites=("RFC 4217, 4",),
    quit=b"QUIT\r\n",
)
