"""A bundle of certificates in PEM, with or without text between them: the form of nearly every truststore.

What `pem_blocks` does for whatever people made of PEM takes half of the time in which a keystore is judged, when it is
certifi's bundle. Here a file is read in one pass if nothing in it asks for more care.
"""

from __future__ import annotations

import binascii
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model.certificate import Certificate

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGIN: Final = b"-----BEGIN CERTIFICATE-----"
_END: Final = b"-----END CERTIFICATE-----"
_DASHES: Final = b"-----"
_UNUSUAL: Final = (b"\0", b"-----\\", b"Bag Attributes", b"\xef\xbb\xbf")
"""UTF-16, line ends that are written out, what OpenSSL writes of PKCS 12, a byte order mark: looked at with care."""
_LINE_ENDS: Final = b"\r\n"
_BASE64: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def certificates(data: bytes, most: int) -> list[Certificate] | None:
    """Return the certificates of a plain bundle, at most ``most``; None where the file is to be read with more care."""
    if any(mark in data for mark in _UNUSUAL):
        return None
    pieces = data.split(_BEGIN)[1:]
    if not 0 < len(pieces) <= most or data.count(_DASHES) != 4 * len(pieces):
        return None
    found = list(_each(pieces))
    return found if len(found) == len(pieces) else None


def _each(pieces: list[bytes]) -> Iterator[Certificate]:
    for piece in pieces:
        body, end, _ = piece.partition(_END)
        text = body.translate(None, _LINE_ENDS)
        kept = text.rstrip(b"=")
        if not end or len(text) % 4 or len(text) - len(kept) > 2 or kept.translate(None, _BASE64):
            return
        encoded = binascii.a2b_base64(text)
        try:
            certificate = Certificate.read(encoded)
        except EncodingError:
            return
        if certificate.der != encoded:
            return
        yield certificate
