"""PostgreSQL: SSLRequest (PostgreSQL documentation, 54.2.11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model.starttls import StartTls

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


_SSL_REQUEST = bytes.fromhex("0000000804d2162f")


def prepare(conversation: Conversation, _host: str) -> None:
    """Ask for TLS; one byte says yes or no."""
    conversation.send(_SSL_REQUEST)
    answer = conversation.exactly(1)
    if answer == b"N":
        raise PeerError("the server does not offer TLS (ssl = off)")
    if answer != b"S":
        raise PeerError("the server does not answer as PostgreSQL")


STARTTLS = StartTls(
    name="postgres",
    title="PostgreSQL with SSLRequest",
    ports=(5432,),
    prepare=prepare,
    cites=("PostgreSQL 17, 54.2.11",),
)
