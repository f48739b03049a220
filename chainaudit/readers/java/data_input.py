"""Java's DataInput: what keystores that Java programs write are made of (java.io.DataInput, "Modified UTF-8")."""

from __future__ import annotations

from typing import final

from chainaudit.errors import EncodingError
from chainaudit.readers.java import modified_utf8


@final
class DataInput:
    """A position in ``data``; every read moves it on, or raises EncodingError with the offset where it broke."""

    __slots__ = ("at", "data", "end")

    def __init__(self, data: bytes, at: int = 0, end: int | None = None) -> None:
        self.data = data
        self.at = at
        self.end = len(data) if end is None else end

    @property
    def left(self) -> int:
        """Octets not read yet."""
        return self.end - self.at

    def take(self, size: int, what: str) -> bytes:
        """Return the next ``size`` octets.

        Raises:
            EncodingError: fewer are left, or ``size`` is negative (lengths are signed in Java).
        """
        start = self.at
        if size < 0:
            raise EncodingError(f"the length of {what} is negative", start)
        if size > self.end - start:
            raise EncodingError(f"{what} should take {size} bytes, but {self.end - start} are left", start)
        self.at = start + size
        return self.data[start : self.at]

    def unsigned_byte(self, what: str) -> int:
        """Return the next octet."""
        return self.take(1, what)[0]

    def integer(self, what: str) -> int:
        """Return a signed number of 32 bits."""
        return int.from_bytes(self.take(4, what), "big", signed=True)

    def long(self, what: str) -> int:
        """Return a signed number of 64 bits."""
        return int.from_bytes(self.take(8, what), "big", signed=True)

    def octets(self, what: str) -> bytes:
        """Return what follows a length of 32 bits."""
        return self.take(self.integer(f"the length of {what}"), what)

    def text(self, what: str) -> str:
        """Return a string: its length in 16 bits, then modified UTF-8."""
        return modified_utf8.decode(self.take(int.from_bytes(self.take(2, f"the length of {what}"), "big"), what))
