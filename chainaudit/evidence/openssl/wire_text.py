"""Bytes of the wire written as hexadecimal text in logs."""

from __future__ import annotations

import re
from typing import Final, final

from chainaudit.model.evidence import UNKNOWN

MAX_BYTES: Final = 1 << 20

OFFSETS: Final = 1 << 16
"""Rows are numbered by four hexadecimal digits."""

_ROW: Final = re.compile(r"^ {2,8}(?:[0-9a-f]{2} ?)+$")

ROW_BYTES: Final = 16


@final
class DebugDump:
    """Follows the rows of one dump of ``openssl -debug``: where standard error was printed into it, a row is cut.

    ``side`` is whose bytes they are, ``left`` how many of them are still to come.
    """

    __slots__ = ("_at", "_stream", "left", "side")

    def __init__(self) -> None:
        self.side = UNKNOWN
        self.left = self._at = 0
        self._stream = ""

    def is_another(self, line: str) -> bool:
        """Whether a line begins the dump of another stream than that before it."""
        return bool(self._stream) and line.startswith("read from 0x") and line[12:].split(" ", 1)[0] != self._stream

    def begin(self, side: str, length: int, stream: str = "") -> None:
        """Take note that a dump of ``length`` bytes follows (negative: none, the call failed)."""
        self.side, self._stream = side, stream
        self._at, self.left = 0, max(0, length)

    def take(self, offset: int, row: bytes) -> tuple[int, bytes, int]:
        """Take a row: how many bytes before it were not seen, its bytes, how many at its end were not seen."""
        skipped = min(self.left, (offset - self._at) % OFFSETS)
        size = min(ROW_BYTES, self.left - skipped)
        self._at += skipped + size
        self.left -= skipped + size
        return skipped, row[:size], size - min(size, len(row))


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
