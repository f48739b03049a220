"""DER as a tree of (tag, start, end), read once and without copying; X.690.

Certificates are read with this reader rather than a library because an audit must say at which byte a
certificate breaks which rule, must go on behind the break, and must be able to tell DER from mere BER.
Every function is bounded by the length of its input.
"""

from __future__ import annotations

import functools
import itertools
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOLEAN: Final = 0x01
INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
NULL: Final = 0x05
OBJECT_IDENTIFIER: Final = 0x06
UTF8_STRING: Final = 0x0C
SEQUENCE: Final = 0x30
SET: Final = 0x31
PRINTABLE_STRING: Final = 0x13
TELETEX_STRING: Final = 0x14
IA5_STRING: Final = 0x16
UTC_TIME: Final = 0x17
GENERALIZED_TIME: Final = 0x18
VISIBLE_STRING: Final = 0x1A
UNIVERSAL_STRING: Final = 0x1C
BMP_STRING: Final = 0x1E

MAX_LENGTH_OCTETS: Final = 4
"""A length in more than four octets would be over 4 GiB: no certificate is."""

MAX_CHILDREN: Final = 200_000  # values side by side that are kept at once; longer lists are iterated over
MAX_OID_OCTETS: Final = 1_024  # a longer arc takes quadratic time to read, and no one has assigned any
_LONG_FORM: Final = 0x80
_HIGH_TAG: Final = 0x1F


class Node:
    """One TLV in ``data``: its tag, and where its header, content and end stand (offsets in bytes)."""

    __slots__ = ("data", "end", "start", "tag", "value_start")

    def __init__(self, data: bytes, tag: int, start: int, value_start: int, end: int) -> None:
        self.data = data
        self.tag = tag
        self.start = start
        self.value_start = value_start
        self.end = end

    @property
    def content(self) -> bytes:
        """The content octets."""
        return self.data[self.value_start : self.end]

    @property
    def encoded(self) -> bytes:
        """Header and content."""
        return self.data[self.start : self.end]

    def children(self) -> list[Node]:
        """The TLVs inside, in order.

        Raises:
            EncodingError: a child does not fit, or there are more than ``MAX_CHILDREN``.
        """
        data, start, end = self.data, self.value_start, self.end
        if end - start > 2 * MAX_CHILDREN:
            found = list(itertools.islice(iterate(data, start, end), MAX_CHILDREN))
            if found[-1].end < end:
                raise EncodingError(f"there are more than {MAX_CHILDREN:,} values", start)
            return found
        found = []
        while start < end:
            # Nearly every TLV of a certificate is shorter than 128 octets; this loop is the hottest of a whole audit.
            if end - start > 1 and data[start] & _HIGH_TAG != _HIGH_TAG and data[start + 1] < _LONG_FORM:
                value_start = start + 2
                stop = value_start + data[start + 1]
                if stop > end:
                    raise EncodingError("the content is cut off", start)
                found.append(Node(data, data[start], start, value_start, stop))
                start = stop
            else:
                node = read(data, start, end)
                found.append(node)
                start = node.end
        return found

    def expect(self, tag: int, what: str) -> Node:
        """Return this node if it has ``tag``.

        Raises:
            EncodingError: it has another one.
        """
        if self.tag != tag:
            raise EncodingError(f"{what} has tag 0x{self.tag:02x} where 0x{tag:02x} is required", self.start)
        return self


def read(data: bytes, offset: int = 0, end: int | None = None) -> Node:
    """Read the TLV at ``offset``; nothing beyond ``end`` (default: the end of ``data``) is looked at.

    Raises:
        EncodingError: no complete definite-length TLV stands there.
    """
    limit = len(data) if end is None else end
    if offset + 2 > limit:
        raise EncodingError("a tag and a length were expected, but the data end", offset)
    tag = data[offset]
    if tag & _HIGH_TAG == _HIGH_TAG:
        raise EncodingError("a tag number over 30 is used", offset)
    length = data[offset + 1]
    value_start = offset + 2
    if length >= _LONG_FORM:
        octets = length - _LONG_FORM
        if octets == 0:
            raise EncodingError("an indefinite length is used, which DER forbids", offset)
        if octets > MAX_LENGTH_OCTETS or value_start + octets > limit:
            raise EncodingError("the length is longer than the data", offset)
        length = int.from_bytes(data[value_start : value_start + octets], "big")
        value_start += octets
        if length < _LONG_FORM or (octets > 1 and length >> (8 * (octets - 1)) == 0):
            raise EncodingError("the length is not in its shortest form, which DER requires", offset)
    if value_start + length > limit:
        raise EncodingError("the content is cut off", offset)
    return Node(data, tag, offset, value_start, value_start + length)


def iterate(data: bytes, start: int, end: int) -> Iterator[Node]:
    """Yield the TLVs that stand one behind the other from ``start`` to ``end``.

    Raises:
        EncodingError: what stands there is not a whole number of TLVs.
    """
    while start < end:
        node = read(data, start, end)
        yield node
        start = node.end


def sole(data: bytes, tag: int, what: str) -> Node:
    """Read ``data`` as one TLV with ``tag`` and nothing behind it.

    Raises:
        EncodingError: another tag, or trailing bytes.
    """
    node = read(data).expect(tag, what)
    if node.end != len(data):
        raise EncodingError(f"{len(data) - node.end} bytes follow {what}", node.end)
    return node


def integer(node: Node, what: str = "an integer") -> int:
    """Return the value of an INTEGER.

    Raises:
        EncodingError: empty, or not in the shortest form (X.690, 8.3.2).
    """
    content = node.expect(INTEGER, what).content
    if not content:
        raise EncodingError(f"{what} has no content", node.start)
    if len(content) > 1 and (
        (content[0] == 0 and content[1] < _LONG_FORM) or (content[0] == 0xFF and content[1] >= _LONG_FORM)
    ):
        raise EncodingError(f"{what} is not in its shortest form", node.start)
    return int.from_bytes(content, "big", signed=True)


def boolean(node: Node, what: str = "a boolean") -> bool:
    """Return the value of a BOOLEAN, which DER writes as 0x00 or 0xFF (X.690, 11.1).

    Raises:
        EncodingError: another content.
    """
    content = node.expect(BOOLEAN, what).content
    if content not in (b"\xff", b"\x00"):
        raise EncodingError(f"{what} is neither 0x00 nor 0xFF", node.start)
    return content == b"\xff"


def bits(node: Node, what: str = "a bit string") -> tuple[bytes, int]:
    """Return the octets of a BIT STRING and how many bits of the last one are unused.

    Raises:
        EncodingError: the count of unused bits is impossible.
    """
    content = node.content
    if not content or content[0] > 7 or (len(content) == 1 and content[0]):
        raise EncodingError(f"{what} has an impossible count of unused bits", node.start)
    return content[1:], content[0]


def bit_flags(node: Node, what: str = "a bit string") -> frozenset[int]:
    """Return the numbers of the bits that are set in a named BIT STRING, bit 0 being the first.

    Raises:
        EncodingError: not a BIT STRING.
    """
    octets, _ = bits(node.expect(BIT_STRING, what), what)
    return frozenset(8 * i + j for i, octet in enumerate(octets) for j in range(8) if octet & (0x80 >> j))


_OID_CACHE: dict[bytes, str] = {}
_OID_CACHE_LIMIT: Final = 2048


def oid(node: Node, what: str = "an object identifier") -> str:
    """Return an OBJECT IDENTIFIER as dotted decimals.

    Raises:
        EncodingError: empty, padded or unfinished.
    """
    content = node.expect(OBJECT_IDENTIFIER, what).content
    known = _OID_CACHE.get(content)
    if known is not None:
        return known
    if not content or content[-1] >= _LONG_FORM:
        raise EncodingError(f"{what} is unfinished", node.start)
    if len(content) > MAX_OID_OCTETS:
        raise EncodingError(f"{what} has {len(content):,} octets", node.start)
    arcs: list[int] = []
    value, fresh = 0, True
    for octet in content:
        if fresh and octet == _LONG_FORM:
            raise EncodingError(f"{what} is padded", node.start)
        value = value << 7 | octet & 0x7F
        fresh = octet < _LONG_FORM
        if fresh:
            arcs.append(value)
            value = 0
    first = min(arcs[0] // 40, 2)
    text = ".".join(str(arc) for arc in (first, arcs[0] - 40 * first, *arcs[1:]))
    if len(_OID_CACHE) < _OID_CACHE_LIMIT:
        _OID_CACHE[content] = text
    return text


def known_oid(content: bytes) -> str | None:
    """Return an OBJECT IDENTIFIER that was read before, by its content octets; None for one that was not."""
    return _OID_CACHE.get(content)


def encode_oid(dotted: str) -> bytes:
    """Return the content octets of an OBJECT IDENTIFIER given as dotted decimals."""
    arcs = [int(arc) for arc in dotted.split(".")]
    out = bytearray()
    for arc in (40 * arcs[0] + arcs[1], *arcs[2:]):
        chunk = [arc & 0x7F]
        while arc := arc >> 7:
            chunk.append(arc & 0x7F | _LONG_FORM)
        out.extend(reversed(chunk))
    return bytes(out)


def encode(tag: int, content: bytes) -> bytes:
    """Return the TLV of ``content`` with its length in the shortest form."""
    if len(content) < _LONG_FORM:
        return bytes((tag, len(content))) + content
    octets = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes((tag, _LONG_FORM | len(octets))) + octets + content


_UTC_TIME_OCTETS: Final = 13


def time(node: Node, what: str = "a time") -> datetime:
    """Return a UTCTime or GeneralizedTime of a certificate as an aware instant in UTC (RFC 5280, 4.1.2.5).

    Raises:
        EncodingError: a form that RFC 5280 does not allow: no seconds, a fraction, an offset other than Z.
    """
    text = node.content
    digits = {UTC_TIME: 12, GENERALIZED_TIME: 14}.get(node.tag)
    if digits is None:
        raise EncodingError(f"{what} is neither UTCTime nor GeneralizedTime", node.start)
    if len(text) != digits + 1 or text[-1:] != b"Z" or not text[:-1].isdigit():
        form = "YYMMDDHHMMSSZ" if digits == 12 else "YYYYMMDDHHMMSSZ"
        raise EncodingError(f"{what} is not written as {form}", node.start)
    try:
        return _moment(text)
    except ValueError as error:
        raise EncodingError(f"{what} is no moment of the calendar", node.start) from error


@functools.lru_cache(maxsize=1024)
def _moment(text: bytes) -> datetime:
    """Make the instant of the digits, remembered: a CA issues many certificates that begin or end together."""
    year = int(text[:-11])
    if len(text) == _UTC_TIME_OCTETS:
        year += 1900 if year >= 50 else 2000
    month, day, hour, minute, second = (int(text[at : at + 2]) for at in (-11, -9, -7, -5, -3))
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
