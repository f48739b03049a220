"""LMTP: STARTTLS (RFC 2033; RFC 3207, 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model.starttls import StartTls
from chainaudit.peer.starttls.replies import reply

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


def prepare(conversation: Conversation, _host: str) -> None:
    """Greet, look for STARTTLS among what is offered, and ask for it."""
    reply(conversation, "220", "the greeting")
    conversation.send(b"LHLO chainaudit.invalid\r\n")
    offered = [line[4:].split()[0].upper() for line in reply(conversation, "250", "LHLO") if line[4:].split()]
    if "STARTTLS" not in offered:
        raise PeerError("the server does not offer STARTTLS")
    conversation.send(b"STARTTLS\r\n")
    reply(conversation, "220", "STARTTLS")


STARTTLS = StartTls(
    name="lmtp",
    title="LMTP with STARTTLS",
    ports=(24,),
    prepare=prepare,
    cites=("RFC 2033; RFC 3207, 4",),
    quit=b"QUIT\r\n",
)
