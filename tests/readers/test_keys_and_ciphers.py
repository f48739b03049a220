"""The ciphers and derivations that are written here, beside OpenSSL, cryptography and the vectors of the RFCs."""

from __future__ import annotations

import os
import subprocess

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import RC2
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.readers.crypto import aria, ciphers, key_derivation, rc2
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.crypto.password_based_encryption import Password
from chainaudit.readers.java import modified_utf8, serialization
from chainaudit.readers.keys import private_keys
from tests.readers.stores import ROWS


@pytest.mark.parametrize(
    ("bits", "key", "plain", "sealed"),
    [
        (63, "0000000000000000", "0000000000000000", "ebb773f993278eff"),
        (64, "ffffffffffffffff", "ffffffffffffffff", "278b27e42e2f0d49"),
        (64, "3000000000000000", "1000000000000001", "30649edf9be7d2c2"),
        (64, "88", "0000000000000000", "61a8a244adacccf0"),
        (64, "88bca90e90875a", "0000000000000000", "6ccf4308974c267f"),
        (64, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "1a807d272bbe5db1"),
        (128, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "2269552ab0f85ca6"),
    ],
)
def test_rc2_vectors_of_rfc_2268(bits: int, key: str, plain: str, sealed: str) -> None:
    found = rc2.cbc_decrypt(bytes.fromhex(key), bytes(8), bytes.fromhex(sealed), bits)
    assert found.hex() == plain


def test_rc2_agrees_with_cryptography() -> None:
    key, iv, data = os.urandom(16), os.urandom(8), os.urandom(800)
    decryptor = Cipher(RC2(key), modes.CBC(iv)).decryptor()
    assert rc2.cbc_decrypt(key, iv, data, 128) == decryptor.update(data) + decryptor.finalize()


@pytest.mark.parametrize(
    ("key", "sealed"),
    [
        ("000102030405060708090a0b0c0d0e0f", "d718fbd6ab644c739da95f3be6451778"),
        ("000102030405060708090a0b0c0d0e0f1011121314151617", "26449c1805dbe7aa25a468ce263a9e79"),
        (
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            "f92bd7c79fb72e2f2b8f80c1972d24fc",
        ),
    ],
)
def test_aria_vectors_of_rfc_5794(key: str, sealed: str) -> None:
    plain = "00112233445566778899aabbccddeeff"
    assert aria.cbc_decrypt(bytes.fromhex(key), bytes(16), bytes.fromhex(sealed)).hex() == plain


@pytest.mark.parametrize(
    "name", ["aes", "aria", "camellia", "seed", "sm4", "des", "des2", "des3", "blowfish", "cast5", "idea"]
)
def test_impossible_lengths_are_malformed(name: str) -> None:
    for octets, iv in ((b"", bytes(16)), (bytes(15), bytes(16)), (bytes(16), bytes(3))):
        with pytest.raises(StoreError) as error:
            ciphers.cbc_decrypt(name, bytes(16), iv, octets)
        assert error.value.kind is StoreErrorKind.MALFORMED


@pytest.mark.parametrize(
    ("octets", "plain"),
    [
        (b"abc\x05\x05\x05\x05\x05", b"abc"),
        (b"\x08" * 8, b""),
        (b"abcdefg\x00", None),
        (b"abcdefg\x09", None),
        (b"", None),
    ],
)
def test_padding(octets: bytes, plain: bytes | None) -> None:
    assert ciphers.unpad(octets, 8) == plain


def test_the_derivation_of_pkcs12_agrees_with_openssl() -> None:
    for digest, purpose, length in (("sha1", 1, 24), ("sha256", 3, 32), ("sha512", 2, 100), ("sha3_256", 1, 200)):
        password = "пароль".encode("utf-16-be") + b"\0\0"
        arguments = ("-kdfopt", f"digest:{digest.replace('_', '-')}", "-kdfopt", f"hexpass:{password.hex()}")
        more = ("-kdfopt", "hexsalt:0102030405060708", "-kdfopt", "iter:1000", "-kdfopt", f"id:{purpose}")
        done = subprocess.run(
            ["openssl", "kdf", "-keylen", str(length), *arguments, *more, "PKCS12KDF"], capture_output=True, check=True
        )
        expected = bytes.fromhex(done.stdout.decode().replace(":", ""))
        assert key_derivation.pkcs12(digest, password, bytes(range(1, 9)), 1000, length, purpose) == expected


def test_pbkdf1_and_the_quick_digests_agree_with_hashlib() -> None:
    import hashlib

    octets = b"password" + b"saltsalt"
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sm3"):
        assert key_derivation.digest_function(name)(octets).digest() == hashlib.new(name, octets).digest()
    thrice = octets
    for _ in range(3):
        thrice = hashlib.sha1(thrice, usedforsecurity=False).digest()
    assert key_derivation.pbkdf1("sha1", b"password", b"saltsalt", 3, 16) == thrice[:16]


def test_scrypt_is_bounded_before_it_runs() -> None:
    assert (
        key_derivation.scrypt(b"", b"", (16, 1, 1), 64, WorkBudget(1_000))
        .hex()
        .startswith("77d6576238657b203b19ca42c18a0497")
    )
    for cost in ((1 << 20, 8, 1), (1 << 15, 8, 100), (1 << 40, 1, 1)):
        with pytest.raises(StoreError) as error:
            key_derivation.scrypt(b"", b"", cost, 32, WorkBudget(1_000))
        assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE
    for cost in ((15, 1, 1), (0, 1, 1), (16, 0, 1), (16, 1, -1)):
        with pytest.raises(StoreError) as error:
            key_derivation.scrypt(b"", b"", cost, 32, WorkBudget(1_000))
        assert error.value.kind is StoreErrorKind.MALFORMED


def test_work_is_spent_before_it_is_done() -> None:
    budget = WorkBudget(1000)
    for _ in range(4):
        budget.spend(1000)
    with pytest.raises(StoreError, match="together"):
        budget.spend(1)
    with pytest.raises(StoreError, match="1,001 rounds"):
        WorkBudget(1000).spend(1001)
    with pytest.raises(StoreError, match=r"10\^15"):
        WorkBudget(1000).spend(10**4000)
    with pytest.raises(StoreError, match="at least 1"):
        WorkBudget(1000).spend(0)


def test_a_password_shows_nothing() -> None:
    assert "geheim" not in repr(Password("geheim"))
    assert Password("").as_bmp_strings() == (b"\0\0", b"")
    assert Password("a").as_octets() == (b"a",)


@pytest.mark.parametrize("text", ["plain", "grün", "日本", "\U0001f511", "nul-\0-x", ""])
def test_modified_utf8_both_ways(text: str) -> None:
    octets = modified_utf8.encode(text)
    assert b"\0" not in octets
    assert modified_utf8.decode(octets) == text


def test_octets_that_are_no_modified_utf8_are_shown() -> None:
    assert modified_utf8.decode(b"a\xff\xfe") == "a\\xff\\xfe"
    assert modified_utf8.decode(b"\xed\xa0\xbd") == "\\xd8\\x3d"
    assert modified_utf8.encode("\U0001f511") == b"\xed\xa0\xbd\xed\xb4\x91"


def test_serialised_objects_are_bounded() -> None:
    data = ROWS["ext_pyjks_AES128.jceks"].path.read_bytes()
    start = data.index(b"\xac\xed\x00\x05")
    found, end = serialization.read(data, start)
    assert end == len(data) - 20
    assert "javax.crypto.SealedObject" in found.classes
    assert isinstance(found.fields["encryptedContent"], bytes)
    for length in range(start, end):
        with pytest.raises(EncodingError):
            serialization.read(data[:length], start)
    deep = b"\xac\xed\x00\x05" + b"ur\x00\x02[L" + bytes(8) + b"\x02\x00\x00\x78\x70\x00\x00\x00\x01" * 1
    with pytest.raises(EncodingError):
        serialization.read(deep + b"\x75" * 100)


def test_keys_never_show_themselves() -> None:
    key = private_keys.read(ROWS["der_key_pkcs1.der"].path.read_bytes())
    assert repr(key) == "PrivateKey(RSA 2048)"
    for data in (b"", b"0\x00", b"0\x03\x02\x01\x00", b"\x04\x02ab", os.urandom(64)):
        with pytest.raises(StoreError) as error:
            private_keys.read(data)
        assert error.value.kind is StoreErrorKind.MALFORMED


def test_a_compressed_point_in_the_certificate_is_the_same_key() -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    from chainaudit.model import der
    from chainaudit.model.public_key import PublicKey

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
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519

    from chainaudit.model import der

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


def test_scrypt_counts_for_the_whole_store() -> None:
    budget = WorkBudget(1_000)
    for _ in range(3):
        key_derivation.scrypt(b"", b"", (256, 8, 1), 32, budget)
    with pytest.raises(StoreError) as error:
        key_derivation.scrypt(b"", b"", (256, 8, 1), 32, budget)
    assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE
