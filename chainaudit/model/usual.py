"""Names and extensions in their usual encoding, read in one pass; None for any other, which the DER reader takes.

These two are most of what there is to read in a certificate, and nearly all of them look alike: short lengths, known
object identifiers, one attribute to a relative distinguished name. What is returned is what the reader would return.
"""

from __future__ import annotations

from typing import Final

from chainaudit.model import der

_SHORT: Final = 0x80
_ONE_OCTET: Final = 0x81
_TWO_OCTETS: Final = 0x82


def _length(data: bytes, at: int) -> tuple[int, int]:
    """Return where the content begins and ends whose length stands at ``at``; raise IndexError for other forms."""
    length = data[at]
    if length < _SHORT:
        return at + 1, at + 1 + length
    if length == _ONE_OCTET and data[at + 1] >= _SHORT:
        return at + 2, at + 2 + data[at + 1]
    if length == _TWO_OCTETS and data[at + 1]:
        return at + 3, at + 3 + (data[at + 1] << 8 | data[at + 2])
    raise IndexError


def extensions(data: bytes, start: int, end: int) -> list[tuple[str, bool, bytes, int]] | None:
    """Read extensions one behind the other: OID, critical flag, value and where the value starts."""
    found = []
    try:
        while start < end:
            if data[start] != der.SEQUENCE:
                return None
            at, stop = _length(data, start + 1)
            after = at + 2 + data[at + 1]
            oid = der.known_oid(data[at + 2 : after])
            if data[at] != der.OBJECT_IDENTIFIER or oid is None or stop > end:
                return None
            critical = data[after] == der.BOOLEAN
            if critical:
                if data[after + 1] != 1 or data[after + 2] != 0xFF:
                    return None
                after += 3
            value, value_end = _length(data, after + 1)
            if data[after] != der.OCTET_STRING or value_end != stop:
                return None
            found.append((oid, critical, data[value:stop], value))
            start = stop
    except IndexError:
        return None
    return found


def attributes(name: bytes) -> list[tuple[str, int, bytes]] | None:
    """Read a name of relative distinguished names of one attribute each: OID, tag of the value, and its octets."""
    found = []
    try:
        start, end = _length(name, 1)
        if name[0] != der.SEQUENCE or end != len(name):
            return None
        while start < end:
            size = name[start + 1]
            stop = start + 2 + size
            after = start + 6 + name[start + 5]
            if name[start] != der.SET or size >= _SHORT or stop > end or name[start + 2] != der.SEQUENCE:
                return None
            oid = der.known_oid(name[start + 6 : after])
            if name[start + 3] != size - 2 or name[start + 4] != der.OBJECT_IDENTIFIER or oid is None:
                return None
            if after + 2 + name[after + 1] != stop or name[after] & 0x1F == 0x1F:
                return None
            found.append((oid, name[after], name[after + 2 : stop]))
            start = stop
    except IndexError:
        return None
    return found
