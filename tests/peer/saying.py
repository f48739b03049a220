"""A peer that says what a script tells it: what a STARTTLS protocol sends is kept, what it waits for is given."""

from __future__ import annotations

from chainaudit.errors import PeerError


class Script:
    """A conversation whose answers are bytes given beforehand; reading beyond them is a closed connection."""

    def __init__(self, answers: bytes) -> None:
        self._left = answers
        self.sent = b""

    def send(self, data: bytes) -> None:
        self.sent += data

    def line(self) -> str:
        if b"\n" not in self._left:
            raise PeerError("the peer closed the connection before TLS began")
        text, _, self._left = self._left.partition(b"\n")
        return text.decode("utf-8", "replace").rstrip("\r")

    def exactly(self, count: int) -> bytes:
        if len(self._left) < count:
            raise PeerError("the peer closed the connection before TLS began")
        data, self._left = self._left[:count], self._left[count:]
        return data

    @property
    def rest(self) -> bytes:
        """What was not read: the first bytes of TLS, where TLS begins."""
        return self._left
