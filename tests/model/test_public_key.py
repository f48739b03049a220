"""Public keys: algorithm, size and curve as cryptography tells them, and which keys are the same."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.public_key import PublicKey

RSA = rsa.generate_private_key(65537, 2048).public_key()
OTHER_RSA = rsa.generate_private_key(65537, 2048).public_key()
DSA = dsa.generate_private_key(2048).public_key()
P256 = ec.generate_private_key(ec.SECP256R1()).public_key()


def spki(key: object) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined, no-any-return]


def made(algorithm: bytes, octets: bytes) -> PublicKey:
    return PublicKey(der.encode(der.SEQUENCE, algorithm + der.encode(der.BIT_STRING, b"\0" + octets)))


def identifier(oid: str, parameters: bytes = b"") -> bytes:
    return der.encode(der.SEQUENCE, der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(oid)) + parameters)


@pytest.mark.parametrize(
    ("key", "algorithm", "bits", "label"),
    [
        (RSA, "RSA", 2048, "RSA 2048"),
        (DSA, "DSA", 2048, "DSA 2048"),
        (P256, "EC", 256, "EC P-256"),
        (ec.generate_private_key(ec.SECP521R1()).public_key(), "EC", 521, "EC P-521"),
        (ec.generate_private_key(ec.SECP256K1()).public_key(), "EC", 256, "EC secp256k1"),
        (ed25519.Ed25519PrivateKey.generate().public_key(), "Ed25519", None, "Ed25519"),
        (ed448.Ed448PrivateKey.generate().public_key(), "Ed448", None, "Ed448"),
        (x25519.X25519PrivateKey.generate().public_key(), "X25519", None, "X25519"),
    ],
)
def test_kind_and_size(key: object, algorithm: str, bits: int | None, label: str) -> None:
    read = PublicKey(spki(key))
    assert (read.algorithm, read.label) == (algorithm, label)
    if bits is not None:
        assert read.bits == bits
        assert read.bits == key.key_size  # type: ignore[attr-defined]
    assert repr(read) == f"PublicKey({label})"


def test_rsa_numbers() -> None:
    numbers = RSA.public_numbers()
    assert PublicKey(spki(RSA)).rsa_numbers() == (numbers.n, numbers.e)
    with pytest.raises(EncodingError):
        made(identifier("1.2.840.113549.1.1.1", b"\x05\x00"), b"\x30\x00").rsa_numbers()


def test_a_key_that_cannot_be_measured_has_no_size_and_is_no_error() -> None:
    assert made(identifier("1.2.840.113549.1.1.1"), b"\x30\x00").bits == 0
    assert made(identifier("1.2.840.10040.4.1"), b"\x02\x01\x01").bits == 0
    assert made(identifier("1.2.3.4"), b"\x01\x02").algorithm == "1.2.3.4"


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"\x30\x00", "not an algorithm and a key"), (b"\x31\x00", "subjectPublicKeyInfo"), (b"", "end")],
)
def test_what_is_no_key_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(EncodingError, match=why):
        PublicKey(data)


def test_keys_are_the_same_by_their_bits() -> None:
    octets = PublicKey(spki(RSA)).key_octets
    pss = made(identifier("1.2.840.113549.1.1.10"), octets)
    plain = PublicKey(spki(RSA))
    assert plain == PublicKey(spki(RSA))
    assert plain == pss
    assert hash(plain) == hash(pss)
    assert plain != PublicKey(spki(OTHER_RSA))
    assert plain != made(identifier("1.2.3.4"), octets)
    assert plain != "RSA 2048"


def test_a_dsa_key_may_have_its_parameters_from_its_issuer() -> None:
    """RFC 3279, 2.3.2 and RFC 5280, 6.1.4 (e)."""
    whole = PublicKey(spki(DSA))
    bare = made(identifier("1.2.840.10040.4.1"), whole.key_octets)
    assert (whole.has_inherited_parameters, bare.has_inherited_parameters) == (False, True)
    assert bare.load() is None
    filled = bare.with_parameters_of(whole)
    assert (filled.bits, filled.has_inherited_parameters) == (2048, False)
    assert filled.load() == DSA


def test_a_compressed_point_has_the_size_of_its_curve() -> None:
    long = PublicKey(spki(P256))
    short = P256.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    read = made(der.read(long.spki).children()[0].encoded, short)
    assert (read.bits, read.curve) == (256, "P-256")


@pytest.mark.parametrize(("octets", "bits"), [(b"\x04" + bytes(48), 192), (b"\x02" + bytes(24), 192)])
def test_a_curve_by_its_parameters_is_measured_by_its_points(octets: bytes, bits: int) -> None:
    read = made(identifier("1.2.840.10045.2.1", b"\x30\x00"), octets)
    assert (read.curve, read.bits) == ("explicit parameters", bits)


def test_what_cryptography_cannot_use_is_none_each_time() -> None:
    broken = made(identifier("1.2.840.113549.1.1.1", b"\x05\x00"), b"\x30\x00")
    assert broken.load() is None
    assert broken.load() is None
    assert PublicKey(spki(RSA)).load() == RSA
