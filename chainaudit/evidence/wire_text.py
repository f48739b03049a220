"""Bytes of the wire written as hexadecimal text in logs."""

from __future__ import annotations

import re
from typing import Final, final

MAX_BYTES: Final = 1 << 20

_ROW: Final = re.compile(r"^ {2,8}(?:[0-9a-f]{2} ?)+$")


@final
class HexCollector:
    """Collects the rows of bytes that follow a header of ``openssl -msg``."""

    __slots__ = ("_data", "_header", "_length")

    def __init__(self) -> None:
        self._header: tuple[str, str, str] | None = None
        self._length = 0
        self._data = bytearray()

    def expect(self, kind: str, way: str, length: int, what: str) -> None:
        """Take note that rows of a message follow: its kind, its direction, its length in bytes, its name."""
        self._header = (kind, way, what)
        self._length = min(length, MAX_BYTES)
        self._data = bytearray()

    def take(self, line: str) -> bool:
        """Take a line if it is a row of the message that is being read."""
        if self._header is None or len(self._data) >= self._length or not _ROW.match(line):
            return False
        self._data += bytes.fromhex(line)
        return True

    def done(self) -> tuple[str, str, bytes, str] | None:
        """The message read (kind, direction, bytes, name), once; None where there is none."""
        if self._header is None:
            return None
        kind, way, what = self._header
        self._header = None
        return kind, way, bytes(self._data), what
