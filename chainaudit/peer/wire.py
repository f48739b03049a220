"""What was said on a connection, byte for byte in both directions, and how our own parser reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

if TYPE_CHECKING:
    from chainaudit.tls.session import Event

MAX_EVENTS: Final = 2000
"""Messages of a handshake that are read; a real one has ten to twenty."""


@final
class Wire:
    """The bytes of both directions in order, and the secrets that open them; never shown."""

    __slots__ = ("chunks", "keylog", "staple")

    def __init__(self) -> None:
        """Nothing was said yet."""
        self.chunks: list[tuple[str, bytes]] = []
        self.keylog: list[bytes] = []
        self.staple = b""

    def first_of(self, side: str) -> bytes:
        """Return the first bytes of one side."""
        return next((data for who, data in self.chunks if who == side), b"")

    def events(self) -> list[Event]:
        """Read everything that was said, up to MAX_EVENTS."""
        from chainaudit.tls.keylog import KeyLog
        from chainaudit.tls.session import Session

        session = Session(KeyLog(self.keylog))
        found: list[Event] = []
        for side, data in self.chunks:
            if len(found) > MAX_EVENTS:
                return found
            found.extend(session.feed(side, data))
        found.extend(session.finish())
        return found
