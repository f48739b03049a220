"""Where the fields of a certificate stand, found in one go for the shape that nearly all certificates have.

It looks at lengths and tags of the outer fields alone, and leaves anything unusual to the careful reading of
``Certificate``: it is asked of every certificate of a store, and of a store with thousands nearly all it costs.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from chainaudit.model import der

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD: Final = struct.Struct(">HHHH5s").unpack_from
_LONG_SEQUENCE: Final = 0x3082
"""A SEQUENCE with a length of two octets: both Certificate and tbsCertificate, unless tiny or huge."""
_VERSION_3: Final = b"\xa0\x03\x02\x01\x02"
_TAGS: Final = (0x02, 0x30, 0x30, 0x30, 0x30, 0x30, 0xA3, 0x30, 0x03)
_NAMES: Final = (
    "serialNumber",
    "signature",
    "issuer",
    "validity",
    "subject",
    "subjectPublicKeyInfo",
    "extensions",
    "signatureAlgorithm",
    "signatureValue",
)
"""The fields of RFC 5280, 4.1 behind the version, and their tags."""
_VALIDITY: Final = 3
_EXTENSIONS: Final = 6
_PLACES: Final[dict[str, tuple[int | None, int]]] = {
    **{name: (number, 0) for number, name in enumerate(_NAMES)},
    "notBefore": (_VALIDITY, 2),
    "notAfter": (_VALIDITY, 17),
    "version": (None, 8),
    "tbs": (None, 4),
}
"""Where a field begins: so many octets behind the start of a field that was located, or of the certificate."""
_TWO_UTC_TIMES: Final = (b"\x30\x1e\x17\x0d", b"\x17\x0d")
"""A validity of two UTCTimes with seconds: its header with that of the first, and the header of the second."""
_UTC_AND_GENERALIZED_TIME: Final = (b"\x30\x20\x17\x0d", b"\x18\x0f")
"""The same of a certificate that ends in 2050 or later (RFC 5280, 4.1.2.5)."""


def locate(data: bytes) -> Sequence[int] | None:
    """Return where each of the nine fields behind the version begins; None where the shape is not the usual one.

    The usual one is a certificate of version 3 with extensions and without unique identifiers, valid from
    a UTCTime on, in DER, with nothing behind it. What is inside the fields is not looked at.
    """
    try:
        outer, length, inner, tbs, version = _HEAD(data)
        if outer != _LONG_SEQUENCE or inner != _LONG_SEQUENCE or version != _VERSION_3:
            return None
        starts = []
        at = 13
        for tag in _TAGS:
            starts.append(at)
            size = data[at + 1]
            if data[at] != tag:
                return None
            if size < 0x80:
                at += 2 + size
            elif size == 0x82 and data[at + 2]:
                at += 4 + (data[at + 2] << 8) + data[at + 3]
            elif size == 0x81 and data[at + 2] > 0x7F:
                at += 3 + data[at + 2]
            else:
                return None
        validity = starts[_VALIDITY]
        fits = at == len(data) == length + 4 and starts[_EXTENSIONS + 1] == tbs + 8 and tbs > 0xFF
        times = data[validity : validity + 4], data[validity + 17 : validity + 19]
    except (IndexError, struct.error):
        return None
    return starts if fits and times in (_TWO_UTC_TIMES, _UTC_AND_GENERALIZED_TIME) else None


def is_plain(data: bytes) -> bool:
    """Whether ``data`` is a certificate of the usual shape, to judge by its frame."""
    return locate(data) is not None


def field_at(data: bytes, starts: Sequence[int], name: str) -> der.Node | None:
    """Return one field of those that ``locate`` found, by its name in RFC 5280, 4.1; None where there is none such."""
    place = _PLACES.get(name)
    if place is None:
        return None
    number, offset = place
    return der.read(data, offset if number is None else starts[number] + offset)


def fields_at(data: bytes, starts: Sequence[int]) -> dict[str, der.Node]:
    """Return all fields that ``locate`` found, by their names."""
    return {name: node for name in _PLACES if (node := field_at(data, starts, name)) is not None}
