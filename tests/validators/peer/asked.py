"""Peers as facts, for the checks that look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.model.context import PeerContext
from chainaudit.model.peer import COMPLETED, Endpoint, Peer, PeerHandshake
from chainaudit.model.rules import Rules
from tests.validators.making import MOMENT

if TYPE_CHECKING:
    from chainaudit.model.store import Store


def of_peer(
    handshake: PeerHandshake | None = None, *, client: Store | None = None, alias: str | None = None, **parts: Any
) -> PeerContext:
    """What a check of a peer is handed."""
    first = handshake or PeerHandshake(COMPLETED, version="TLSv1.3", secure_renegotiation=True)
    peer = Peer(Endpoint("a.example", 443, server_name="a.example"), first, **parts)
    return PeerContext(peer, MOMENT, Rules(), client=client, client_alias=alias)
