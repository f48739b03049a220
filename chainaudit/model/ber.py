"""BER rewritten as DER: lengths become definite and shortest, strings in pieces are joined (X.690, 8 and 10).

Windows, BouncyCastle and Apple's security tools write PKCS 7 and PKCS 12 with indefinite lengths. Values are
left as they are: an order of a SET or a BOOLEAN that DER would write otherwise stays visible.
"""

from __future__ import annotations

from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der

MAX_DEPTH: Final = 64
"""A PKCS 12 goes about 15 deep; each level costs one pass over its content."""

MAX_VALUES: Final = 200_000
"""Of one rewriting: a PKCS 12 of a thousand certificates has twenty thousand, and each costs some microseconds."""

_CONSTRUCTED: Final = 0x20
_HIGH_TAG: Final = 0x1F
_INDEFINITE: Final = 0x80
_JOINED: Final = {0x24: 0x04, 0x2C: 0x0C, 0x33: 0x13, 0x34: 0x14, 0x36: 0x16, 0x3E: 0x1E, 0x23: 0x03}
"""Constructed strings, which DER writes in one piece, and their primitive tags."""


def rewrite(data: bytes, offset: int = 0) -> tuple[bytes, int]:
    """Return the DER of the one value at ``offset``, and the offset behind it.

    Raises:
        EncodingError: it is no BER, nested too deeply, or has more than ``MAX_VALUES`` values.
    """
    return _value(data, offset, len(data), 0, [MAX_VALUES])


def is_definite(data: bytes) -> bool:
    """Whether the outermost value is read by ``der.read``; inner ones may still be BER."""
    return len(data) > 1 and data[1] != _INDEFINITE


def _value(data: bytes, offset: int, limit: int, depth: int, left: list[int]) -> tuple[bytes, int]:
    left[0] -= 1
    if left[0] < 0:
        raise EncodingError(f"there are more than {MAX_VALUES:,} values", offset)
    if depth > MAX_DEPTH:
        raise EncodingError("the values are nested too deeply", offset)
    tag, length, start = _header(data, offset, limit)
    if length is None:
        if not tag & _CONSTRUCTED:
            raise EncodingError("a primitive value has an indefinite length", offset)
        pieces, end = _until_end_of_contents(data, start, limit, depth, left)
    elif tag & _CONSTRUCTED:
        pieces, end = _until(data, start, start + length, depth, left), start + length
    else:
        return der.encode(tag, data[start : start + length]), start + length
    if tag in _JOINED:
        return der.encode(_JOINED[tag], _joined(pieces, _JOINED[tag], offset)), end
    return der.encode(tag, b"".join(pieces)), end


def _header(data: bytes, offset: int, limit: int) -> tuple[int, int | None, int]:
    """Return tag, length (None: indefinite) and where the content begins."""
    if offset + 2 > limit:
        raise EncodingError("a tag and a length were expected, but the data end", offset)
    tag, length, start = data[offset], data[offset + 1], offset + 2
    if tag & _HIGH_TAG == _HIGH_TAG:
        raise EncodingError("a tag number over 30 is used", offset)
    if length == _INDEFINITE:
        return tag, None, start
    if length > _INDEFINITE:
        octets = length & 0x7F
        if start + octets > limit:
            raise EncodingError("the length is longer than the data", offset)
        length = int.from_bytes(data[start : start + octets], "big")
        start += octets
    if length > limit - start:
        raise EncodingError("the content is cut off", offset)
    return tag, length, start


def _until(data: bytes, offset: int, end: int, depth: int, left: list[int]) -> list[bytes]:
    pieces = []
    while offset < end:
        piece, offset = _value(data, offset, end, depth + 1, left)
        pieces.append(piece)
    return pieces


def _until_end_of_contents(
    data: bytes, offset: int, limit: int, depth: int, left: list[int]
) -> tuple[list[bytes], int]:
    pieces = []
    while data[offset : offset + 2] != b"\0\0":
        piece, offset = _value(data, offset, limit, depth + 1, left)
        pieces.append(piece)
    return pieces, offset + 2


def _joined(pieces: list[bytes], tag: int, offset: int) -> bytes:
    """Return the content of a string that was written in pieces."""
    nodes = [der.read(piece) for piece in pieces]
    if any(node.tag != tag for node in nodes):
        raise EncodingError("a string in pieces has a piece of another type", offset)
    if tag != der.BIT_STRING:
        return b"".join(node.content for node in nodes)
    # Every piece of a bit string but the last has no unused bits.
    return (nodes[-1].content[:1] if nodes else b"\0") + b"".join(node.content[1:] for node in nodes)
