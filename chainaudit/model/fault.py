"""One rule of a format that an object breaks, and where."""

from __future__ import annotations


class Fault:
    """One rule of the certificate format that a certificate breaks, and the byte where it does."""

    __slots__ = ("clause", "field", "message", "offset")

    def __init__(self, field: str, message: str, offset: int, clause: str) -> None:
        self.field = field
        self.message = message
        self.offset = offset
        self.clause = clause

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.field}: {self.message} (byte {self.offset})"
