"""The client's own entries before a server that asks for one: which answers, and the attempt with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.app.advice import CLIENT, with_advice
from chainaudit.app.opening import open_store
from chainaudit.errors import StoreErrorKind, UsageError
from chainaudit.model.answering import answers
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from chainaudit.model.peer import Peer
    from chainaudit.model.store import Entry


class ClientIdentity:
    """A store of client identities; ``alias`` picks an entry, else the first that answers the list is taken."""

    __slots__ = ("_alias", "store")

    def __init__(self, path: str, alias: str | None, password: str | None) -> None:
        """Read the store.

        Raises:
            UsageError: it has no such alias, or cannot be read at all.
        """
        self.store = with_advice(open_store(path, password=password, key_passwords={}), CLIENT)
        self._alias = alias
        problem = self.store.problem
        if problem is not None and (not self.store.entries or problem.kind is StoreErrorKind.WRONG_PASSWORD):
            raise UsageError(f"--client-store: {problem.message}")
        if alias is not None and self.store.entry(alias) is None:
            known = ", ".join(f"'{e.alias}'" for e in self.store.entries if e.alias is not None) or "none"
            raise UsageError(f"--client-store has no alias '{alias}'; there are: {known}")

    def entry_for(self, peer: Peer) -> Entry | None:
        """Return the entry to come with: the one picked, or the first with a key whose chain the list names."""
        if self._alias is not None:
            return self.store.entry(self._alias)
        keyed = [e for e in self.store.entries if e.kind is EntryKind.PRIVATE_KEY and e.private_key and e.certificates]
        authorities = peer.handshake.authorities or ()
        return next((e for e in keyed if answers(e, authorities)), None)

    def tried(self, peer: Peer, timeout_seconds: float) -> Peer:
        """Return the peer with an attempt that came with a certificate; as it was where none fits or is asked for."""
        entry = self.entry_for(peer)
        if peer.handshake.authorities is None or entry is None or entry.private_key is None or not entry.certificates:
            return peer
        from chainaudit.app.connect import starttls_named
        from chainaudit.peer.handshake import Hello, shake_hands

        hello = Hello(certificates=tuple(c.der for c in entry.certificates), private_key=entry.private_key.reveal())
        attempt = shake_hands(peer.endpoint, hello, timeout_seconds, starttls_named(peer.endpoint.starttls))
        return peer.but(attempt=attempt)
