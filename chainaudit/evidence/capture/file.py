"""Packets out of pcap and pcapng files, read in chunks (draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng).

dpkt's readers take a file object and give a packet at a time; this one cuts packets out of chunks, because the former
alone costs more time per packet than everything else here together (docs/explanation/diagnosis.md has the figures).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.errors import EvidenceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

CHUNK_BYTES: Final = 1 << 20
MAX_PACKET_BYTES: Final = 1 << 20
"""Above any snapshot length in use (262,144); a larger one means that the file is damaged."""

_PCAP_MAGICS: Final = {
    b"\xd4\xc3\xb2\xa1": ("<", 1e-6),
    b"\xa1\xb2\xc3\xd4": (">", 1e-6),
    b"\x4d\x3c\xb2\xa1": ("<", 1e-9),
    b"\xa1\xb2\x3c\x4d": (">", 1e-9),
    b"\x34\xcd\xb2\xa1": ("<", 1e-6),
    b"\xa1\xb2\xcd\x34": (">", 1e-6),
}
_MODIFIED_MAGICS: Final = frozenset((b"\x34\xcd\xb2\xa1", b"\xa1\xb2\xcd\x34"))
_PCAPNG_MAGIC: Final = b"\x0a\x0d\x0d\x0a"
_SECTION, _INTERFACE, _PACKET_OLD, _SIMPLE, _ENHANCED = 0x0A0D0D0A, 1, 2, 3, 6
_TIME_RESOLUTION: Final = 9


class Packet(NamedTuple):
    """A packet: seconds since the epoch, link type, the bytes captured (its own headers tell how many there were)."""

    time: float
    link_type: int
    data: bytes


class _Bytes:
    """Bytes of a stream by count, from chunks."""

    __slots__ = ("_at", "_buffer", "_stream")

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer only at the end of the stream."""
        at = self._at
        if at + size > len(self._buffer):
            rest = self._buffer[at:]
            chunk = self._stream.read(max(CHUNK_BYTES, size - len(rest)))
            self._buffer = rest + chunk
            self._at = at = 0
        self._at = at + size
        return self._buffer[at : at + size]

    def more(self, rest: bytes, size: int) -> bytes:
        """``rest``, which the caller has not used yet, and a chunk behind it: ``size`` bytes or more, if there are."""
        held, self._buffer, self._at = self._buffer[self._at :], b"", 0
        return rest + held + self._stream.read(max(CHUNK_BYTES, size))


def is_capture(head: bytes) -> bool:
    """Whether a file that starts with ``head`` is a capture."""
    return head[:4] in _PCAP_MAGICS or head[:4] == _PCAPNG_MAGIC


def read_packets(stream: BinaryIO) -> Iterator[Packet]:
    """The packets of a capture, in the order of the file; a file cut off in a packet ends there.

    Raises:
        EvidenceError: it is no capture.
    """
    source = _Bytes(stream)
    magic = source.take(4)
    if magic in _PCAP_MAGICS:
        return _pcap(source, magic)
    if magic == _PCAPNG_MAGIC:
        return _pcapng(source)
    raise EvidenceError("the file is not a capture: neither pcap nor pcapng")


def _pcap(source: _Bytes, magic: bytes) -> Iterator[Packet]:
    order, unit = _PCAP_MAGICS[magic]
    header = source.take(20)
    if len(header) < 20:
        return
    link_type = struct.unpack(order + "I", header[16:20])[0] & 0x0FFFFFFF
    modified = magic in _MODIFIED_MAGICS
    unpack = struct.Struct(order + "III4x").unpack_from
    head_bytes = 24 if modified else 16
    chunk, at = b"", 0
    while True:
        if at + head_bytes > len(chunk):
            chunk, at = source.more(chunk[at:], head_bytes), 0
            if len(chunk) < head_bytes:
                return
        seconds, fraction, captured = unpack(chunk, at)
        if captured > MAX_PACKET_BYTES:
            return
        at += head_bytes
        if at + captured > len(chunk):
            chunk, at = source.more(chunk[at:], captured), 0
        data = chunk[at : at + captured]
        at += captured
        yield Packet(seconds + fraction * unit, link_type, data)
        if len(data) < captured:
            return


class _Section:
    """A section of a pcapng file: its byte order and its interfaces (link type, seconds per tick, snapshot length)."""

    __slots__ = ("interfaces", "order")

    def __init__(self, order: str) -> None:
        self.order = order
        self.interfaces: list[tuple[int, float, int]] = []

    def interface(self, number: int) -> tuple[int, float, int] | None:
        return self.interfaces[number] if number < len(self.interfaces) else None


def _pcapng(source: _Bytes) -> Iterator[Packet]:
    section = _Section("<")
    kind_bytes = _PCAPNG_MAGIC
    while True:
        length_bytes = source.take(4)
        if len(kind_bytes) < 4 or len(length_bytes) < 4:
            return
        start = b""
        if kind_bytes == _PCAPNG_MAGIC:
            start = source.take(4)
            section = _Section("<" if start[:1] == b"\x4d" else ">")
        kind, length = struct.unpack(section.order + "II", kind_bytes + length_bytes)
        if length < 12 or length > MAX_PACKET_BYTES * 2:
            return
        body = (start + source.take(length - 12 - len(start)))[: length - 12]
        packet = _block(section, kind, body)
        if packet is not None:
            yield packet
        source.take(4)
        kind_bytes = source.take(4)


def _block(section: _Section, kind: int, body: bytes) -> Packet | None:
    order = section.order
    if kind == _INTERFACE and len(body) >= 8:
        link_type, _, snap = struct.unpack(order + "HHI", body[:8])
        section.interfaces.append((link_type, _resolution(order, body[8:]), snap))
    elif kind == _ENHANCED and len(body) >= 20:
        number, high, low, captured = struct.unpack(order + "IIII4x", body[:20])
        return _packet(section, number, (high << 32) | low, body[20 : 20 + captured])
    elif kind == _PACKET_OLD and len(body) >= 20:
        number, _, high, low, captured = struct.unpack(order + "HHIII4x", body[:20])
        return _packet(section, number, (high << 32) | low, body[20 : 20 + captured])
    elif kind == _SIMPLE and len(body) >= 4:
        wire = struct.unpack(order + "I", body[:4])[0]
        interface = section.interface(0)
        snap = interface[2] if interface and interface[2] else wire
        return _packet(section, 0, 0, body[4 : 4 + min(wire, snap)])
    return None


def _packet(section: _Section, number: int, ticks: int, data: bytes) -> Packet | None:
    interface = section.interface(number)
    if interface is None:
        return None
    return Packet(ticks * interface[1], interface[0], data)


def _resolution(order: str, options: bytes) -> float:
    """Seconds per tick, from the if_tsresol option (a power of ten, or of two with the top bit set)."""
    at = 0
    while at + 4 <= len(options):
        code, length = struct.unpack(order + "HH", options[at : at + 4])
        if code == _TIME_RESOLUTION and length == 1 and at + 4 < len(options):
            value = options[at + 4]
            return float(2.0 ** -(value & 0x7F)) if value & 0x80 else float(10.0**-value)
        if code == 0:
            break
        at += 4 + length + (-length % 4)
    return 1e-6
