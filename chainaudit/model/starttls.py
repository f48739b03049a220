"""The shape of a STARTTLS protocol: what is said before TLS begins, and after it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Conversation(Protocol):
    """What a protocol talks through; every method raises PeerError when the peer does not play along."""

    def send(self, data: bytes) -> None:
        """Send bytes."""

    def line(self) -> str:
        """Return the next line, without its end."""

    def exactly(self, count: int) -> bytes:
        """Return ``count`` bytes."""


class StartTls:
    """One protocol: ``prepare(conversation, host)`` goes up to where TLS begins, ``quit`` is what ends it politely."""

    __slots__ = ("cites", "name", "ports", "prepare", "quit", "title")

    def __init__(
        self,
        *,
        name: str,
        title: str,
        ports: tuple[int, ...],
        prepare: Callable[[Conversation, str], None],
        cites: tuple[str, ...],
        quit: bytes = b"",  # noqa: A002 - the word of these protocols
    ) -> None:
        self.name = name
        self.title = title
        self.ports = ports
        self.prepare = prepare
        self.cites = cites
        self.quit = quit
