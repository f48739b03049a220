"""PKCS 12: every cipher and MAC that OpenSSL writes, keytool's stores, passwords of all kinds, damage, bombs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12 as reference

from chainaudit.app.opening import open_store, read_bytes
from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model import ber, der
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.model.store import EntryKind, Integrity
from chainaudit.readers.pkcs12 import pkcs12
from tests.effort import PATIENCE_SECONDS
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chainaudit.model.store import Store

SEED = ROWS["pem_key_first.pem"]
CHAIN = [c.fingerprint for c in SEED.open().entries[0].certificates]
PASSWORD = "changeit"
CIPHERS = [
    *("PBE-SHA1-RC2-40", "PBE-SHA1-RC2-128", "PBE-SHA1-RC4-40", "PBE-SHA1-RC4-128", "PBE-SHA1-3DES", "PBE-SHA1-2DES"),
    *("PBE-MD5-DES", "PBE-SHA1-DES", "PBE-MD5-RC2-64", "PBE-SHA1-RC2-64", "NONE"),
    *("aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "camellia-128-cbc", "camellia-192-cbc", "camellia-256-cbc"),
    *("aria-128-cbc", "aria-192-cbc", "aria-256-cbc", "des-ede3-cbc", "des-cbc", "seed-cbc", "sm4-cbc"),
    *("rc2-cbc", "rc2-40-cbc", "rc2-64-cbc", "bf-cbc"),
]
MACS = [
    "md5",
    "sha1",
    "sha224",
    "sha384",
    "sha512",
    "sha512-224",
    "sha512-256",
    "sha3-256",
    "sha3-512",
    "sm3",
    "blake2b512",
]


@pytest.fixture
def export(tmp_path: Path, tool: Callable[..., object]) -> Callable[..., Path]:
    """Have OpenSSL write the seed as PKCS 12 with more options."""

    def run(*options: str, password: str = PASSWORD, name: str = "server") -> Path:
        target = tmp_path / "out.p12"
        providers = ("-provider", "legacy", "-provider", "default")
        tool(
            *("openssl", "pkcs12", "-export", "-in", SEED.path, "-name", name, "-passout", f"pass:{password}"),
            *(*providers, *options, "-out", target),
        )
        return target

    return run


def assert_seed(store: Store, alias: str = "server", integrity: Integrity = Integrity.VERIFIED) -> None:
    assert (store.problem, store.integrity) == (None, integrity)
    (entry,) = store.entries
    assert (entry.alias, entry.kind) == (alias, EntryKind.PRIVATE_KEY)
    assert [c.fingerprint for c in entry.certificates] == CHAIN
    assert entry.key_matches_certificate


@pytest.mark.parametrize("cipher", CIPHERS)
def test_every_cipher_of_openssl(cipher: str, export: Callable[..., Path]) -> None:
    assert_seed(open_store(export("-keypbe", cipher, "-certpbe", cipher), password=PASSWORD))


@pytest.mark.parametrize("digest", MACS)
def test_every_mac_of_openssl(digest: str, export: Callable[..., Path]) -> None:
    path = export("-macalg", digest)
    assert_seed(open_store(path, password=PASSWORD))
    changed = bytearray(path.read_bytes())
    changed[900] ^= 4
    assert read_bytes(bytes(changed), "x.p12").integrity is not Integrity.VERIFIED


@pytest.mark.parametrize("password", ["", "ü", "пароль", "密码🔑", "x" * 300])
@pytest.mark.parametrize("options", [(), ("-legacy",)], ids=["pbes2", "pkcs12"])
def test_passwords_of_all_scripts(password: str, options: tuple[str, ...], export: Callable[..., Path]) -> None:
    assert_seed(open_store(export(*options, password=password), password=password))


def test_without_a_mac_nothing_is_verified(export: Callable[..., Path]) -> None:
    path = export("-nomac")
    assert_seed(open_store(path, password=PASSWORD), integrity=Integrity.NONE)
    assert open_store(path, password="wrong").problem.kind is StoreErrorKind.WRONG_PASSWORD


def test_without_a_password_it_is_asked_for_and_the_empty_one_is_tried(export: Callable[..., Path]) -> None:
    store = open_store(export())
    assert store.problem.kind is StoreErrorKind.PASSWORD_NEEDED
    assert store.integrity is Integrity.UNCHECKED
    assert [entry.has_private_key for entry in store.entries] == [True]
    empty = open_store(export(password=""))
    assert_seed(empty)
    assert any("empty" in note for note in empty.notes)


def test_friendly_names_of_all_scripts(export: Callable[..., Path]) -> None:
    for name in ("grün", "日本 x"):
        assert_seed(open_store(export(name=name), password=PASSWORD), alias=name)


@pytest.mark.parametrize(
    "option",
    [
        "keystore.pkcs12.legacy",
        "keystore.pkcs12.certProtectionAlgorithm=NONE",
        "keystore.pkcs12.macAlgorithm=NONE",
        "keystore.pkcs12.macAlgorithm=HmacPBESHA512",
        "keystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA512AndAES_128",
    ],
)
def test_what_keytool_writes(
    option: str, tmp_path: Path, export: Callable[..., Path], tool: Callable[..., object]
) -> None:
    target = tmp_path / "java.p12"
    arguments = ("-importkeystore", "-srckeystore", export(), "-srcstorepass", PASSWORD, "-destkeystore", target)
    tool("keytool", *arguments, "-deststoretype", "PKCS12", "-deststorepass", PASSWORD, f"-J-D{option}")
    assert_seed(
        open_store(target, password=PASSWORD),
        integrity=Integrity.NONE if option.endswith("macAlgorithm=NONE") else Integrity.VERIFIED,
    )


def test_what_gnutls_writes(tmp_path: Path, tool: Callable[..., object]) -> None:
    key, target = tmp_path / "k.pem", tmp_path / "g.p12"
    tool("openssl", "pkey", "-in", SEED.path, "-out", key)
    for cipher in ("3des-pkcs12", "aes-256", "rc2-40", "none"):
        for form in ("--outder", "--outraw"):
            arguments = ("--to-p12", "--load-privkey", key, "--load-certificate", SEED.path, "--p12-name", "server")
            tool("certtool", *arguments, "--password", PASSWORD, "--pkcs-cipher", cipher, form, "--outfile", target)
            assert_seed(open_store(target, password=PASSWORD))
    tool("certtool", *arguments, "--password", PASSWORD, "--outfile", target)
    assert target.read_bytes().startswith(b"-----BEGIN PKCS12")
    assert_seed(open_store(target, password=PASSWORD))


def test_several_keys_with_their_own_passwords() -> None:
    row = ROWS["p12_java_distinct_keypass.p12"]
    store = row.open(key_passwords={})
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert store.integrity is Integrity.VERIFIED
    assert {e.alias: e.key_matches_certificate for e in store.entries} == {"one": None, "two": True}
    assert {e.alias: len(e.certificates) for e in store.entries} == {"one": 3, "two": 3}


def test_a_wrong_password_is_told_from_damage_where_something_opens() -> None:
    data = ROWS["p12_openssl3_default.p12"].path.read_bytes()
    assert (
        open_store(ROWS["p12_openssl3_default.p12"].path, password="no").problem.kind is StoreErrorKind.WRONG_PASSWORD
    )
    changed = data[:-20] + bytes([data[-20] ^ 1]) + data[-19:]
    store = pkcs12.read(changed, ReadRequest("x", password=PASSWORD))
    assert store.problem.kind is StoreErrorKind.INTEGRITY
    assert store.entries[0].key_matches_certificate


@pytest.mark.parametrize(
    "file", ["p12_openssl3_default.p12", "p12_java_null_pw.p12", "p12_bc_ber_mixed.p12", "p12_pbmac1_rfc9579_a1.p12"]
)
def test_no_changed_certificate_or_alias_is_ever_verified(file: str) -> None:
    row = ROWS[file]
    data = row.path.read_bytes()
    before = row.open()
    known = [(e.alias, [c.fingerprint for c in e.certificates]) for e in before.entries]
    for offset in range(0, len(data), 23):
        changed = bytearray(data)
        changed[offset] ^= 0x10
        try:
            store = pkcs12.read(bytes(changed), ReadRequest("x", password=row.told["password"]))
        except StoreError:
            continue
        if store.integrity is Integrity.VERIFIED:
            assert [(e.alias, [c.fingerprint for c in e.certificates]) for e in store.entries] == known, offset


@pytest.mark.parametrize("file", ["p12_iterbomb_mac.p12", "p12_iterbomb_pbkdf2.p12"])
def test_counts_of_millions_are_refused_at_once(file: str) -> None:
    start = time.perf_counter()
    store = ROWS[file]._open()
    assert time.perf_counter() - start < PATIENCE_SECONDS
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert "rounds" in store.problem.message


def test_what_can_be_read_beside_a_bomb_is_read() -> None:
    assert [len(entry.certificates) for entry in ROWS["p12_iterbomb_mac.p12"].open().entries] == [1]


def test_a_short_pbmac1_key_is_not_accepted() -> None:
    store = ROWS["p12_pbmac1_short_key.p12"].open()
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert store.integrity is Integrity.UNCHECKED


def test_bags_are_counted() -> None:
    store = ROWS["p12_openssl3_default.p12"].open(limits=Limits(entries=1))
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE


def test_bags_in_bags_have_an_end() -> None:
    oid = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.113549.1.12.10.1.6"))
    bags = der.encode(der.SEQUENCE, b"")
    for _ in range(40):
        bags = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, oid + der.encode(0xA0, bags)))
    store = pkcs12.read(pfx(bags), ReadRequest("x"))
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE


def pfx(safe_contents: bytes) -> bytes:
    data = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(pkcs12.DATA))

    def wrap(content: bytes) -> bytes:
        return der.encode(der.SEQUENCE, data + der.encode(0xA0, der.encode(der.OCTET_STRING, content)))

    return der.encode(der.SEQUENCE, b"\x02\x01\x03" + wrap(der.encode(der.SEQUENCE, wrap(safe_contents))))


def test_one_broken_bag_does_not_hide_the_others() -> None:
    certificate = SEED.open().entries[0].certificates[0].der

    def bag(octets: bytes) -> bytes:
        kind = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.113549.1.9.22.1"))
        value = der.encode(der.SEQUENCE, kind + der.encode(0xA0, der.encode(der.OCTET_STRING, octets)))
        name = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid("1.2.840.113549.1.12.10.1.3"))
        return der.encode(der.SEQUENCE, name + der.encode(0xA0, value))

    store = pkcs12.read(pfx(der.encode(der.SEQUENCE, bag(b"junk") + bag(certificate))), ReadRequest("x"))
    assert [entry.certificates[0].fingerprint for entry in store.entries] == CHAIN[:1]
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert "Bag 1" in store.problem.message


def test_signed_instead_of_protected_by_a_password_is_unsupported() -> None:
    signed = der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(pkcs12.SIGNED_DATA))
    content = der.encode(der.SEQUENCE, signed + der.encode(0xA0, der.encode(der.SEQUENCE, b"")))
    with pytest.raises(StoreError) as error:
        pkcs12.read(der.encode(der.SEQUENCE, b"\x02\x01\x03" + content), ReadRequest("x"))
    assert error.value.kind is StoreErrorKind.UNSUPPORTED


def test_a_hundred_certificates_agree_with_cryptography() -> None:
    sound = [c for c in ROWS["java_cacerts"].open().certificates if c.serial_number > 0][:100]
    certificates = [x509.load_der_x509_certificate(c.der) for c in sound]
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(1000)
        .key_cert_algorithm(reference.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(b"p")
    )
    data = reference.serialize_key_and_certificates(None, None, None, certificates, encryption)
    store = read_bytes_with(data, "p")
    assert [c.fingerprint for c in store.certificates] == [c.fingerprint(hashes.SHA256()).hex() for c in certificates]


def read_bytes_with(data: bytes, password: str) -> Store:
    return pkcs12.read(data, ReadRequest("x.p12", password=password))


def test_ber_and_der_of_the_same_store_are_read_alike() -> None:
    row = ROWS["p12_bc_ber_mixed.p12"]
    data = row.path.read_bytes()
    assert data[1] == 0x80
    rewritten, end = ber.rewrite(data)
    assert end == len(data)
    store = read_bytes_with(rewritten, row.told["password"])
    assert [e.alias for e in store.entries] == [e.alias for e in row.open().entries]
    assert store.integrity is Integrity.VERIFIED


def test_sniffing_tells_it_from_other_sequences() -> None:
    assert pkcs12.sniff(ROWS["p12_openssl_ec.p12"].path.read_bytes()) > 0
    assert pkcs12.sniff(ROWS["p12_bc_ber_mixed.p12"].path.read_bytes()) > 0
    assert pkcs12.sniff(ROWS["der_cert.der"].path.read_bytes()) == 0
    assert pkcs12.sniff(ROWS["der_key_pkcs1.der"].path.read_bytes()) == 0
