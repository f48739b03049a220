"""Whether bytes have the shape of a certificate, asked of every certificate of a store and so made to be quick.

It looks at the lengths and tags of the outer fields alone, as they stand in nearly every certificate, and says
no to anything unusual: ``Certificate.read`` then looks with all care. A yes means that every field is in place.
"""

from __future__ import annotations

from typing import Final

_SEQUENCE: Final = 0x30
_BEFORE_VALIDITY: Final = (0x02, 0x30, 0x30)
"""serialNumber, signature, issuer (RFC 5280, 4.1)."""
_BEHIND_VALIDITY: Final = (0x30, 0x30, 0xA3)
"""subject, subjectPublicKeyInfo, extensions."""
_BEHIND_TBS: Final = (0x30, 0x03)
"""signatureAlgorithm, signatureValue."""
_VERSION_3: Final = b"\xa0\x03\x02\x01\x02"
_TWO_UTC_TIMES: Final = (b"\x30\x1e\x17\x0d", b"\x17\x0d")
"""A validity of two UTCTimes with seconds: its header with that of the first, and the header of the second."""
_UTC_AND_GENERALIZED_TIME: Final = (b"\x30\x20\x17\x0d", b"\x18\x0f")
"""The same of a certificate that ends in 2050 or later (RFC 5280, 4.1.2.5)."""


def is_plain(data: bytes) -> bool:
    """Whether ``data`` is, to judge by its frame, a certificate of version 3 with extensions and nothing behind it."""
    try:
        # Certificate and tbsCertificate both have lengths of two octets unless the certificate is tiny or huge.
        if data[0] != _SEQUENCE or data[1] != 0x82 or data[4] != _SEQUENCE or data[5] != 0x82 or data[6] == 0:
            return False
        if (data[2] << 8 | data[3]) + 4 != len(data) or data[8:13] != _VERSION_3:
            return False
        at = _behind(data, 13, _BEFORE_VALIDITY)
        times = data[at : at + 4], data[at + 17 : at + 19]
        if times not in (_TWO_UTC_TIMES, _UTC_AND_GENERALIZED_TIME):
            return False
        end = 8 + (data[6] << 8 | data[7])
        behind = at + 2 + data[at + 1]
        return _behind(data, behind, _BEHIND_VALIDITY) == end and _behind(data, end, _BEHIND_TBS) == len(data)
    except IndexError:
        return False


def _behind(data: bytes, at: int, tags: tuple[int, ...]) -> int:
    """Return where the values with ``tags`` end that stand from ``at`` on; raises IndexError where they do not."""
    for tag in tags:
        length = data[at + 1]
        if data[at] != tag:
            raise IndexError
        if length < 0x80:
            at += 2 + length
        elif length == 0x82 and data[at + 2]:
            at += 4 + (data[at + 2] << 8 | data[at + 3])
        elif length == 0x81 and data[at + 2] > 0x7F:
            at += 3 + data[at + 2]
        else:
            raise IndexError
    return at
