"""One direction of a TCP connection put in order: retransmissions, overlaps, out of order, losses (RFC 9293 3.4)."""

from __future__ import annotations

from typing import Final, NamedTuple, final

MAX_WAITING_BYTES: Final = 256 * 1024
"""Bytes held back for a segment that is missing; more than this has come behind it, so it was not captured."""

MAX_WAITING_SEGMENTS: Final = 512

_MODULUS: Final = 1 << 32
_HALF: Final = 1 << 31


class Piece(NamedTuple):
    """The next bytes of the stream; ``gap`` bytes before them were not seen, ``missing`` behind them neither."""

    gap: int
    data: bytes
    missing: int


@final
class Reassembly:
    """Feed segments as captured, get pieces in the order of the stream; memory is bounded."""

    __slots__ = ("_next", "_waiting", "_waiting_bytes")

    def __init__(self) -> None:
        self._next: int | None = None
        self._waiting: dict[int, tuple[bytes, int]] = {}
        self._waiting_bytes = 0

    def start(self, sequence: int) -> None:
        """Take the sequence number of the first byte, known from a SYN."""
        self._next = sequence % _MODULUS

    def is_next(self, sequence: int, length: int) -> bool:
        """Whether ``length`` bytes from ``sequence`` on are simply the next of the stream, and then take them as had.

        The usual case, without a list of pieces.
        """
        if sequence != self._next or self._waiting:
            return False
        self._next = (sequence + length) % _MODULUS
        return True

    def is_ahead(self, sequence: int) -> bool:
        """Whether bytes are missing, or wait for others, before ``sequence``, where the stream ends."""
        if self._next is None:
            return False
        return bool(self._waiting) or 0 < (sequence - self._next) % _MODULUS < _HALF

    def feed(self, sequence: int, data: bytes, missing: int) -> list[Piece]:
        """Take a segment and give what is now in order."""
        if self._next is None:
            self._next = sequence
        ahead = (sequence - self._next) % _MODULUS
        if ahead == 0 and not self._waiting:
            self._next = (sequence + len(data) + missing) % _MODULUS
            return [Piece(0, data, missing)]
        if ahead >= _HALF:
            behind = _MODULUS - ahead
            if behind >= len(data) + missing:
                return []
            missing -= max(0, behind - len(data))
            data, ahead = data[behind:], 0
        return self._insert(ahead, data, missing)

    def flush(self) -> list[Piece]:
        """Give what waits for bytes that will not come."""
        pieces: list[Piece] = []
        while self._waiting:
            pieces += self._jump()
        return pieces

    def _insert(self, ahead: int, data: bytes, missing: int) -> list[Piece]:
        start = ((self._next or 0) + ahead) % _MODULUS
        held = self._waiting.get(start)
        if held is None or len(held[0]) < len(data):
            self._waiting[start] = (data, missing)
            self._waiting_bytes += len(data) - (len(held[0]) if held else 0)
        pieces = self._in_order()
        while self._waiting_bytes > MAX_WAITING_BYTES or len(self._waiting) > MAX_WAITING_SEGMENTS:
            pieces += self._jump()
        return pieces

    def _in_order(self) -> list[Piece]:
        """Everything that follows on without a hole; overlaps are cut, the first copy of a byte counts."""
        pieces: list[Piece] = []
        while self._waiting:
            position = self._next or 0
            start = min(self._waiting, key=lambda key: (key - position + _HALF) % _MODULUS)
            offset = (start - position + _HALF) % _MODULUS - _HALF
            if offset > 0:
                break
            data, missing = self._waiting.pop(start)
            self._waiting_bytes -= len(data)
            overlap = -offset
            if overlap >= len(data) + missing:
                continue
            missing -= max(0, overlap - len(data))
            data = data[overlap:]
            pieces.append(Piece(0, data, missing))
            self._next = (position + len(data) + missing) % _MODULUS
        return pieces

    def _jump(self) -> list[Piece]:
        """Go on behind the first hole."""
        position = self._next or 0
        start = min(self._waiting, key=lambda key: (key - position) % _MODULUS)
        gap = (start - position) % _MODULUS
        self._next = start
        pieces = self._in_order()
        if pieces:
            pieces[0] = Piece(gap, pieces[0].data, pieces[0].missing)
        return pieces
