"""Private keys in all their forms, bounded before anything is computed."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model import der
from chainaudit.model.public_key import PublicKey
from chainaudit.readers.keys import private_keys
from tests.readers.stores import ROWS


def test_keys_never_show_themselves() -> None:
    key = private_keys.read(ROWS["der_key_pkcs1.der"].path.read_bytes())
    assert repr(key) == "PrivateKey(RSA 2048)"
    for data in (b"", b"0\x00", b"0\x03\x02\x01\x00", b"\x04\x02ab", os.urandom(64)):
        with pytest.raises(StoreError) as error:
            private_keys.read(data)
        assert error.value.kind is StoreErrorKind.MALFORMED


def test_a_compressed_point_in_the_certificate_is_the_same_key() -> None:
    for curve in (ec.SECP256R1(), ec.SECP521R1()):
        made, other = ec.generate_private_key(curve), ec.generate_private_key(curve)
        pkcs8 = made.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        key = private_keys.read(pkcs8)
        for source, expected in ((made, True), (other, False)):
            spki = source.public_key().public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            point = source.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
            )
            algorithm = der.read(spki).children()[0].encoded
            short = der.encode(der.SEQUENCE, algorithm + der.encode(der.BIT_STRING, b"\0" + point))
            assert key.belongs_to(PublicKey(spki)) is expected
            assert key.belongs_to(PublicKey(short)) is expected


def test_a_private_key_of_version_2_is_read() -> None:
    made = ed25519.Ed25519PrivateKey.generate()
    raw = made.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    pkcs8 = made.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    parts = der.read(pkcs8).children()
    attached = der.encode(0x81, b"\0" + raw)
    version_2 = der.encode(der.SEQUENCE, b"\x02\x01\x01" + parts[1].encoded + parts[2].encoded + attached)
    key = private_keys.read(version_2)
    assert key.algorithm == "Ed25519"
    assert key.public_key is not None
    assert key.public_key.key_octets == raw


def integers(*numbers: int) -> bytes:
    """A SEQUENCE of INTEGERs."""
    encoded = [number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True) for number in numbers]
    return der.encode(der.SEQUENCE, b"".join(der.encode(der.INTEGER, octets) for octets in encoded))


MEGABYTES = (1 << 80_000_000) + 1
P, Q = (1 << 127) - 1, (1 << 61) - 1


@pytest.mark.parametrize("place", range(1, 6))
def test_an_rsa_key_with_a_part_of_megabytes_is_refused_before_it_is_multiplied(place: int) -> None:
    parts = [0, P * Q, 65537, 1, P, Q, 1, 1, 1]
    parts[place] = MEGABYTES
    with pytest.raises(StoreError, match=r"impossible|longer than any") as error:
        private_keys.read(integers(*parts))
    assert error.value.kind is StoreErrorKind.MALFORMED


def dsa_parts() -> list[int]:
    """Version, p, q, g, y, x of the traditional form."""
    made = dsa.generate_private_key(2048).private_numbers()
    public = made.public_numbers
    return [0, public.parameter_numbers.p, public.parameter_numbers.q, public.parameter_numbers.g, public.y, made.x]


@pytest.mark.parametrize("place", [1, 2, 3, 5])
def test_a_dsa_key_with_a_part_of_megabytes_is_refused_before_it_is_raised_to_a_power(place: int) -> None:
    parts = dsa_parts()
    parts[place] = MEGABYTES
    with pytest.raises(StoreError, match=r"longer than any|does not belong") as error:
        private_keys.read(integers(*parts))
    assert error.value.kind is StoreErrorKind.MALFORMED


def test_the_public_half_of_a_dsa_key_is_computed() -> None:
    parts = dsa_parts()
    key = private_keys.read(integers(*parts))
    assert key.public_key is not None
    assert der.integer(der.read(key.public_key.key_octets)) == parts[4]
