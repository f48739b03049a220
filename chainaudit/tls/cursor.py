"""Reading numbers and length-prefixed vectors (RFC 8446 3) from bytes, never past their end."""

from __future__ import annotations

from typing import final

from chainaudit.errors import EncodingError


@final
class Cursor:
    """A position in ``data``; every read moves it on or raises `EncodingError` with the offset where it broke."""

    __slots__ = ("at", "data", "end")

    def __init__(self, data: bytes, at: int = 0, end: int | None = None) -> None:
        self.data = data
        self.at = at
        self.end = len(data) if end is None else end

    def number(self, size: int) -> int:
        """The next ``size`` octets as a number, most significant first."""
        return int.from_bytes(self.take(size), "big")

    def take(self, size: int) -> bytes:
        """The next ``size`` octets."""
        start = self.at
        if start + size > self.end:
            raise EncodingError(f"the message ends {start + size - self.end} bytes too early", start)
        self.at = start + size
        return self.data[start : start + size]

    def vector(self, length_size: int) -> bytes:
        """The content of a vector whose length stands in ``length_size`` octets."""
        return self.take(self.number(length_size))

    def numbers(self, length_size: int, size: int) -> tuple[int, ...]:
        """A vector of numbers of ``size`` octets each; octets that make no whole number are left out."""
        content = self.vector(length_size)
        whole = len(content) - len(content) % size
        return tuple(int.from_bytes(content[at : at + size], "big") for at in range(0, whole, size))

    @property
    def left(self) -> int:
        """Octets not read yet."""
        return self.end - self.at
