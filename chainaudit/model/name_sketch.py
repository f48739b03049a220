"""What the end of an encoded name shows at once, so that names that cannot be equal need not be read."""

from __future__ import annotations

from typing import Final

from chainaudit.model import der

_X520: Final = b"\x06\x03\x55\x04"
"""An OBJECT IDENTIFIER of an attribute of X.520 (2.5.4), but for its last number."""
_ASCII_STRINGS: Final = (der.UTF8_STRING, der.PRINTABLE_STRING, der.IA5_STRING)


def sketch(encoded: bytes) -> tuple[int, str] | None:
    """Return type and folded text of a name's last attribute, which equal names share (RFC 5280, 7.1).

    Only where it is an attribute of X.520 that stands alone in its RDN, with a text in printable ASCII; None for any
    other name, which may equal any. A name that is encoded to mislead this is found by nobody but itself.
    """
    at = encoded.rfind(_X520)
    if at < 4 or at + 7 > len(encoded):
        return None
    length = len(encoded) - at - 7
    frame = b"\x31%c\x30%c" % (length + 9, length + 7) if length < 0x70 else b""
    if encoded[at - 4 : at] != frame or encoded[at + 5] not in _ASCII_STRINGS or encoded[at + 6] != length:
        return None
    value = encoded[at + 7 :]
    if not value.isascii():
        return None
    text = value.decode("ascii")
    return (encoded[at + 4], " ".join(text.lower().split())) if text.isprintable() else None
