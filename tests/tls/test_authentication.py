from __future__ import annotations

import zlib

import pytest

from chainaudit.errors import EncodingError
from chainaudit.tls.authentication import (
    dh_prime_bits,
    parse_certificate_request,
    parse_certificates,
    parse_compressed_certificates,
)


def vector(size: int, content: bytes) -> bytes:
    return len(content).to_bytes(size, "big") + content


LIST_12 = vector(3, vector(3, b"leaf") + vector(3, b"issuer"))
LIST_13 = vector(1, b"") + vector(3, vector(3, b"leaf") + vector(2, b"") + vector(3, b"issuer") + vector(2, b""))


def test_certificates_of_both_forms() -> None:
    assert parse_certificates(LIST_12, tls13=False).certificates == (b"leaf", b"issuer")
    assert parse_certificates(LIST_13, tls13=True).certificates == (b"leaf", b"issuer")
    assert parse_certificates(b"\x00\x00\x00", tls13=False).certificates == ()


def test_only_certificates_that_were_wholly_seen_are_given() -> None:
    message = parse_certificates(LIST_12, tls13=False, missing_from=12)
    assert (message.certificates, message.complete) == ((b"leaf",), False)


def test_compressed_with_zlib() -> None:
    body = b"\x00\x01" + len(LIST_13).to_bytes(3, "big") + vector(3, zlib.compress(LIST_13))
    assert parse_compressed_certificates(body).certificates == (b"leaf", b"issuer")
    assert not parse_compressed_certificates(b"\x00\x02" + body[2:]).complete


@pytest.mark.parametrize(
    ("body", "version"),
    [
        (vector(1, b"\x01") + vector(2, b"\x04\x01") + vector(2, vector(2, b"name")), 0x0303),
        (vector(1, b"\x01") + vector(2, vector(2, b"name")), 0x0301),
        (vector(1, b"\x01") + vector(2, b"\x04\x01") + vector(2, vector(2, b"name")), None),
        (vector(1, b"\x01") + vector(2, vector(2, b"name")), None),
        (vector(1, b"") + vector(2, b"\x00\x2f" + vector(2, vector(2, vector(2, b"name")))), 0x0304),
    ],
)
def test_requests_of_every_version(body: bytes, version: int | None) -> None:
    request = parse_certificate_request(body, version=version)
    assert (request.authorities, request.length) == ((b"name",), len(body) + 4)


def test_a_request_that_adds_up_in_no_version() -> None:
    with pytest.raises(EncodingError):
        parse_certificate_request(b"\x05\x01", version=None)


def test_the_size_of_a_prime() -> None:
    prime = b"\x80" + bytes(127)
    assert dh_prime_bits(vector(2, prime) + vector(2, b"\x02") + vector(2, prime)) == 1024
    assert dh_prime_bits(b"\x03\x00\x1d\x20" + bytes(32)) is None
    assert dh_prime_bits(b"\x00") is None
