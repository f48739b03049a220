"""DER: certificates behind each other and packed, keys in every form, BER, and what is neither."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa

from chainaudit.app.opening import Access, open_store, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model import der
from chainaudit.model.reader import Limits
from chainaudit.model.store import EntryKind
from chainaudit.readers import der as reader
from tests.effort import PATIENCE_SECONDS
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CERTIFICATES = [c.der for c in ROWS["pem_fullchain.pem"].open().certificates]
FINGERPRINTS = [c.fingerprint for c in ROWS["pem_fullchain.pem"].open().certificates]
FORMATS = serialization.PrivateFormat
KEYS = {
    "RSA": (rsa.generate_private_key(65537, 2048), (FORMATS.PKCS8, FORMATS.TraditionalOpenSSL)),
    "EC": (ec.generate_private_key(ec.SECP521R1()), (FORMATS.PKCS8, FORMATS.TraditionalOpenSSL)),
    "DSA": (dsa.generate_private_key(2048), (FORMATS.PKCS8, FORMATS.TraditionalOpenSSL)),
    "Ed25519": (ed25519.Ed25519PrivateKey.generate(), (FORMATS.PKCS8,)),
    "Ed448": (ed448.Ed448PrivateKey.generate(), (FORMATS.PKCS8,)),
}


def found(data: bytes) -> list[str]:
    store = read_bytes(data, "x.der")
    assert store.problem is None
    assert all(entry.kind is EntryKind.CERTIFICATE for entry in store.entries)
    return [entry.certificates[0].fingerprint for entry in store.entries]


def test_certificates_behind_each_other() -> None:
    assert found(b"".join(CERTIFICATES)) == FINGERPRINTS


def test_a_pki_path_and_a_netscape_sequence() -> None:
    path = der.encode(der.SEQUENCE, b"".join(CERTIFICATES))
    assert found(path) == FINGERPRINTS
    oid = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("2.16.840.1.113730.2.5"))
    assert found(der.encode(der.SEQUENCE, oid + der.encode(0xA0, path))) == FINGERPRINTS


def test_bytes_behind_a_certificate_are_noted() -> None:
    store = read_bytes(CERTIFICATES[0] + b"\n\0\n", "x.der")
    assert [entry.certificates[0].fingerprint for entry in store.entries] == FINGERPRINTS[:1]
    assert any("3 bytes" in note for note in store.notes)


def test_what_openssl_writes_behind_a_trusted_certificate(tmp_path: Path, tool: Callable[..., object]) -> None:
    target = tmp_path / "t.pem"
    arguments = ("-addtrust", "clientAuth", "-trustout", "-setalias", "a")
    tool("openssl", "x509", "-in", ROWS["pem_fullchain.pem"].path, *arguments, "-out", target)
    (entry,) = read_bytes(base64.b64decode(b"".join(target.read_bytes().splitlines()[1:-1])), "t.der").entries
    assert (entry.alias, entry.trusted_for, entry.rejected_for) == ("a", ("1.3.6.1.5.5.7.3.2",), None)


def test_a_certificate_in_ber_is_read_and_the_fault_kept() -> None:
    data = CERTIFICATES[0]
    node = der.read(data)
    store = read_bytes(b"\x30\x80" + node.content + b"\0\0", "x.der")
    (entry,) = store.entries
    assert entry.certificates[0].fingerprint == FINGERPRINTS[0]


@pytest.mark.parametrize("algorithm", KEYS)
def test_keys_in_every_form(algorithm: str) -> None:
    key, forms = KEYS[algorithm]
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    for form in forms:
        (entry,) = read_bytes(
            key.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption()), "x"
        ).entries
        assert (entry.kind, entry.key_algorithm) == (EntryKind.PRIVATE_KEY, algorithm)
        assert entry.private_key.public_key.spki == public
        again = serialization.load_der_private_key(entry.private_key.reveal(), None)
        assert again.private_numbers() == key.private_numbers() if hasattr(key, "private_numbers") else True


def test_a_key_whose_parts_do_not_belong_together_is_malformed() -> None:
    data = bytearray(ROWS["der_key_pkcs1.der"].path.read_bytes())
    data[40] ^= 1
    store = read_bytes(bytes(data), "k.der")
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert "belong together" in store.problem.message
    assert store.entries[0].has_private_key


def test_cut_off_anywhere_is_malformed_or_no_store() -> None:
    for length in range(17, len(CERTIFICATES[0]), 29):
        store = read_bytes(CERTIFICATES[0][:length], "x.der")
        assert store.problem.kind in (StoreErrorKind.MALFORMED, StoreErrorKind.NOT_A_STORE)
        assert not store.entries


@pytest.mark.parametrize(("file", "words"), [("der_csr.der", "signing request"), ("der_pubkey.der", "public key")])
def test_what_is_no_store_is_named(file: str, words: str) -> None:
    store = ROWS[file].open()
    assert store.problem.kind is StoreErrorKind.NOT_A_STORE
    assert words in store.problem.message


def test_a_revocation_list_is_handed_on(tmp_path: Path, tool: Callable[..., object]) -> None:
    target = tmp_path / "c.crl"
    tool("openssl", "crl", "-in", ROWS["pem_crl_only.pem"].path, "-outform", "DER", "-out", target)
    store = open_store(target)
    assert store.crls == (target.read_bytes(),)
    assert store.problem.kind is StoreErrorKind.NOT_A_STORE


def test_any_sequence_is_looked_at_last() -> None:
    assert 0 < reader.sniff(CERTIFICATES[0]) < 50
    assert reader.sniff(b"\x31" + CERTIFICATES[0][1:]) == 0


def test_a_million_small_values_are_no_certificate_in_time() -> None:
    data = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, b"\x05\x00" * 1_000_000))
    start = time.process_time()
    store = read_bytes(data, "nulls")
    assert time.process_time() - start < PATIENCE_SECONDS
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.NOT_A_STORE


def test_nothing_but_broken_values_is_given_up(testdata: Path) -> None:
    sound = (testdata / "stores" / "der_cert.der").read_bytes()
    store = read_bytes(sound + b"\x30\x02\x05\x00" * 5_000 + sound, "x.der")
    assert store.problem is not None
    assert len(store.entries) == 1


def test_a_certificate_before_its_key(testdata: Path) -> None:
    both = (testdata / "stores_further" / "key_then_certificate.der").read_bytes()
    key = der.read(both)
    store = read_bytes(both[key.end :] + key.encoded, "x.der")
    assert [entry.kind for entry in store.entries] == [EntryKind.PRIVATE_KEY]
    assert store.entries[0].key_matches_certificate


def test_the_derivations_of_all_keys_of_a_file_are_counted_together() -> None:
    """Sixteen keys that each ask for all the rounds that one may cost would take sixteen times as long."""
    key = ROWS["der_key_pkcs8_enc.der"]
    rounds = 2048  # what OpenSSL writes
    store = read_bytes(key.path.read_bytes() * 6, "x.der", Access("wrong", limits=Limits(key_derivation_rounds=rounds)))
    kinds = [entry.key_problem.kind for entry in store.entries if entry.key_problem is not None]
    assert kinds == [StoreErrorKind.WRONG_PASSWORD] * 4 + [StoreErrorKind.TOO_EXPENSIVE] * 2
