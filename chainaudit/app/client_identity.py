"""The client's own entries before a server that asks for one: which answers, and the attempt with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.app.advice import CLIENT
from chainaudit.app.asking import opened_with_prompt
from chainaudit.app.moments import now
from chainaudit.app.passwords import Passwords
from chainaudit.app.targets import require_aliases
from chainaudit.errors import StoreErrorKind, UsageError
from chainaudit.model.client_choice import ClientChoice, choose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from chainaudit.model.peer import Peer
    from chainaudit.model.store import Entry, Problem


class ClientIdentity:
    """A store of client identities; ``alias`` picks an entry, else the one that answers the list best is taken."""

    __slots__ = ("_alias", "_moment", "store")

    def __init__(
        self,
        path: str,
        alias: str | None,
        password: str | None,
        *,
        key_passwords: Mapping[str | None, str] | None = None,
        moment: datetime | None = None,
    ) -> None:
        """Read the store; ``moment`` is when its certificates are to be valid, now by default.

        Raises:
            UsageError: it has no such alias, or cannot be read at all.
        """
        self.store, _ = opened_with_prompt(path, Passwords(password, key_passwords), options=CLIENT)
        require_aliases(key_passwords or (), self.store, "--client-key-password")
        self._alias = alias
        self._moment = moment or now()
        problem = self._hindrance()
        if problem is not None:
            raise UsageError(f"--client-store: {problem.message}")
        if alias is not None and self.store.entry(alias) is None:
            known = ", ".join(f"'{e.alias}'" for e in self.store.entries if e.alias is not None) or "none"
            raise UsageError(f"--client-store has no alias '{alias}'; there are: {known}")

    def _hindrance(self) -> Problem | None:
        """What keeps the whole store from being used: it cannot be read, or a wrong password opened no key."""
        problem = self.store.problem
        if problem is None or not self.store.entries:
            return problem
        is_wrong = problem.kind is StoreErrorKind.WRONG_PASSWORD
        return problem if is_wrong and all(entry.private_key is None for entry in self.store.entries) else None

    def choice_for(self, peer: Peer) -> ClientChoice:
        """Return the entry to come with, and why: the one picked, or the one that answers the list best."""
        return choose(self.store, self._alias, peer.handshake.authorities or (), self._moment)

    def entry_for(self, peer: Peer) -> Entry | None:
        """Return the entry to come with; None where none can be used."""
        return self.choice_for(peer).entry

    def tried(self, peer: Peer, timeout_seconds: float) -> Peer:
        """Return the peer with the choice, and an attempt with it; as it was where no certificate is asked for."""
        if peer.handshake.authorities is None:
            return peer
        choice = self.choice_for(peer)
        entry = choice.entry
        if entry is None or entry.private_key is None:
            return peer.but(client_choice=choice)
        from chainaudit.app.connect import starttls_named
        from chainaudit.peer.handshake import Hello, shake_hands

        hello = Hello(certificates=tuple(c.der for c in entry.certificates), private_key=entry.private_key.reveal())
        attempt = shake_hands(peer.endpoint, hello, timeout_seconds, starttls_named(peer.endpoint.starttls))
        return peer.but(attempt=attempt, client_choice=choice)


def left_open(choice: ClientChoice | None, where: str) -> str | None:
    """Say that what the client would send is not known, for its keys were not read; None where it is known."""
    if choice is None or choice.entry is not None or not choice.unread:
        return None
    problem = choice.unread[0].key_problem
    why = "" if problem is None else f" {problem.message}"
    return f"{where}: no certificate was tried, for {choice.reason}.{why}"
