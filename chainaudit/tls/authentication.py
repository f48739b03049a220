"""Certificate, CertificateRequest and ServerKeyExchange (RFC 8446 4.3.2, 4.4.2; RFC 5246 7.4.2 to 7.4.4; RFC 8879)."""

from __future__ import annotations

import zlib
from typing import Final, final

from chainaudit.errors import EncodingError
from chainaudit.tls.cursor import Cursor
from chainaudit.tls.hellos import SIGNATURE_ALGORITHMS

CERTIFICATE_AUTHORITIES: Final = 47
MAX_CERTIFICATES: Final = 100
"""Java takes ten, OpenSSL a hundred."""

MAX_UNCOMPRESSED_BYTES: Final = 1 << 20
_ZLIB: Final = 1
_NAMED_CURVE: Final = 3


@final
class CertificateMessage:
    """The certificates sent, as DER and in the order sent; ``complete`` is false where bytes of it were not seen."""

    __slots__ = ("certificates", "complete")

    def __init__(self, certificates: tuple[bytes, ...], *, complete: bool) -> None:
        self.certificates = certificates
        self.complete = complete


@final
class CertificateRequest:
    """What a server asks a client for.

    ``authorities`` are DER names in the order sent; ``length`` is the message's size in bytes, header included.
    """

    __slots__ = ("authorities", "certificate_types", "length", "signature_algorithms")

    def __init__(
        self,
        authorities: tuple[bytes, ...],
        signature_algorithms: tuple[int, ...],
        certificate_types: tuple[int, ...],
        length: int,
    ) -> None:
        self.authorities = authorities
        self.signature_algorithms = signature_algorithms
        self.certificate_types = certificate_types
        self.length = length


def parse_certificates(body: bytes, *, tls13: bool, missing_from: int | None = None) -> CertificateMessage:
    """Read a Certificate message; what breaks off is left out and said by ``complete``."""
    cursor = Cursor(body, 0, len(body) if missing_from is None else min(missing_from, len(body)))
    certificates: list[bytes] = []
    try:
        if tls13:
            cursor.vector(1)
        end = cursor.number(3) + cursor.at
        while cursor.at < end and len(certificates) < MAX_CERTIFICATES:
            certificates.append(cursor.vector(3))
            if tls13:
                cursor.vector(2)
    except EncodingError:
        return CertificateMessage(tuple(certificates), complete=False)
    return CertificateMessage(tuple(certificates), complete=missing_from is None)


def parse_compressed_certificates(body: bytes) -> CertificateMessage:
    """Read a CompressedCertificate (RFC 8879); only zlib is undone, others are said to be incomplete."""
    try:
        cursor = Cursor(body)
        algorithm, size, content = cursor.number(2), cursor.number(3), cursor.vector(3)
        if algorithm != _ZLIB or size > MAX_UNCOMPRESSED_BYTES:
            return CertificateMessage((), complete=False)
        plain = zlib.decompressobj().decompress(content, MAX_UNCOMPRESSED_BYTES)
    except (EncodingError, zlib.error):
        return CertificateMessage((), complete=False)
    return parse_certificates(plain, tls13=True)


def parse_certificate_request(body: bytes, *, version: int | None) -> CertificateRequest:
    """Read a CertificateRequest of TLS 1.3 (``version`` 0x0304), 1.2, or before.

    Where the version is not known (a capture that starts late) the form that adds up is taken.

    Raises:
        EncodingError: it adds up in no form.
    """
    if version is not None and version >= 0x0304:
        return _request_13(body)
    if version is not None:
        return _request_12(body, with_algorithms=version >= 0x0303)
    try:
        return _request_12(body, with_algorithms=True)
    except EncodingError:
        return _request_12(body, with_algorithms=False)


def _request_13(body: bytes) -> CertificateRequest:
    cursor = Cursor(body)
    cursor.vector(1)
    extensions = Cursor(cursor.vector(2))
    authorities: tuple[bytes, ...] = ()
    algorithms: tuple[int, ...] = ()
    while extensions.left:
        number, content = extensions.number(2), Cursor(extensions.vector(2))
        if number == CERTIFICATE_AUTHORITIES:
            authorities = _names(Cursor(content.vector(2)))
        elif number == SIGNATURE_ALGORITHMS:
            algorithms = content.numbers(2, 2)
    return CertificateRequest(authorities, algorithms, (), len(body) + 4)


def _request_12(body: bytes, *, with_algorithms: bool) -> CertificateRequest:
    cursor = Cursor(body)
    types = cursor.numbers(1, 1)
    algorithms = cursor.numbers(2, 2) if with_algorithms else ()
    names = Cursor(cursor.vector(2))
    if cursor.left:
        raise EncodingError("a CertificateRequest goes on behind its list of names", cursor.at)
    return CertificateRequest(_names(names), algorithms, types, len(body) + 4)


def _names(cursor: Cursor) -> tuple[bytes, ...]:
    names: list[bytes] = []
    while cursor.left:
        names.append(cursor.vector(2))
    return tuple(names)


def dh_prime_bits(body: bytes) -> int | None:
    """The size in bits of the prime in a ServerKeyExchange of DHE, None where it is another kind."""
    if body[:1] == bytes((_NAMED_CURVE,)):
        return None
    try:
        cursor = Cursor(body)
        prime, generator, public = cursor.vector(2), cursor.vector(2), cursor.vector(2)
    except EncodingError:
        return None
    if not generator or not public or len(prime) < 32:
        return None
    return int.from_bytes(prime, "big").bit_length()
