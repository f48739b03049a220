"""PEM: however people mangle it, what belongs together, keys under passwords, and what is no store at all."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.opening import open_store, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model.reader import Limits
from chainaudit.model.store import EntryKind
from chainaudit.readers.pem import pem
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from chainaudit.model.store import Store

FULL_CHAIN = ROWS["pem_fullchain.pem"].path.read_bytes()
KEY_FIRST = ROWS["pem_key_first.pem"].path.read_bytes()
CHAIN = [c.fingerprint for c in ROWS["pem_fullchain.pem"].open().certificates]


def read(data: bytes, **changes: object) -> Store:
    return read_bytes(data, "x.pem") if not changes else open_bytes(data, **changes)


def open_bytes(data: bytes, **changes: object) -> Store:
    from chainaudit.app.opening import Access

    return read_bytes(data, "x.pem", Access(**changes))


def blocks(data: bytes) -> list[bytes]:
    return [b"-----BEGIN" + part for part in data.split(b"-----BEGIN")[1:]]


def armour(label: str, content: bytes) -> bytes:
    return f"-----BEGIN {label}-----\n".encode() + base64.encodebytes(content) + f"-----END {label}-----\n".encode()


MANGLED = {
    "cr": FULL_CHAIN.replace(b"\n", b"\r"),
    "crlf": FULL_CHAIN.replace(b"\n", b"\r\n"),
    "indented": b"\n".join(b"    " + line for line in FULL_CHAIN.splitlines()),
    "one line": b"".join(block.replace(b"\n", b"") for block in blocks(FULL_CHAIN)),
    "spaces for line ends": b" ".join(FULL_CHAIN.splitlines()),
    "utf-16": FULL_CHAIN.decode().encode("utf-16"),
    "utf-16 without mark": FULL_CHAIN.decode().encode("utf-16-le"),
    "utf-16 big": FULL_CHAIN.decode().encode("utf-16-be"),
    "utf-8 with mark": b"\xef\xbb\xbf" + FULL_CHAIN,
    "text between": b"Subject: a\n\x00\xff-----BEGIN nonsense\n" + FULL_CHAIN.replace(b"-----END", b"-----END", 1),
    "without padding": FULL_CHAIN.replace(b"=\n", b"\n").replace(b"=\n", b"\n"),
    "tabs": FULL_CHAIN.replace(b"\n", b"\t\n"),
}


@pytest.mark.parametrize("how", MANGLED)
def test_mangled_text_is_read_all_the_same(how: str) -> None:
    store = read(MANGLED[how])
    assert store.problem is None
    assert [entry.certificates[0].fingerprint for entry in store.entries] == CHAIN


def test_backslash_n_is_read_and_said_to_be_wrong() -> None:
    store = read(FULL_CHAIN.replace(b"\n", b"\\n"))
    assert [entry.certificates[0].fingerprint for entry in store.entries] == CHAIN
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert "backslash" in store.problem.message


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda block: block.replace(b"MII", b"*II"), "no base64"),
        (lambda block: block.replace(b"-----BEGIN CERTIFICATE-----\n", b""), "no BEGIN line"),
        (lambda block: block.replace(b"-----END CERTIFICATE-----\n", b""), "no END line"),
        (lambda block: block.replace(b"END CERTIFICATE", b"END X509 CRL"), "closed by END X509 CRL"),
        (lambda block: block[:200] + b"\n-----END CERTIFICATE-----\n", "cut off"),
        (lambda _: b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", "is empty"),
    ],
)
def test_one_broken_block_never_hides_the_others(broken: Callable[[bytes], bytes], words: str) -> None:
    parts = blocks(FULL_CHAIN)
    store = read(parts[0] + broken(parts[1]) + parts[2])
    assert [entry.certificates[0].fingerprint for entry in store.entries] == [CHAIN[0], CHAIN[2]]
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert words in store.problem.message
    assert store.problem.message.count(".") >= 1


def test_a_broken_block_says_its_line() -> None:
    parts = blocks(FULL_CHAIN)
    store = read(parts[0] + parts[1].replace(b"MII", b"*II"))
    assert f"in line {parts[0].count(10) + 1} " in store.problem.message


def test_an_unreadable_key_is_not_said_to_belong_to_nobody() -> None:
    parts = blocks(KEY_FIRST)
    broken = parts[0] + parts[1].replace(b"MII", b"*II") + parts[2]
    (key, *_) = read(broken).entries
    assert (key.kind, key.key_matches_certificate) == (EntryKind.PRIVATE_KEY, None)


def test_the_order_of_key_and_certificates_does_not_matter() -> None:
    parts = blocks(KEY_FIRST)
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 1, 3]):
        (entry,) = read(b"".join(parts[i] for i in order)).entries
        assert entry.key_matches_certificate
        assert entry.certificates[0].fingerprint == CHAIN[0]
        assert {c.fingerprint for c in entry.certificates} == set(CHAIN)


def test_the_others_stay_in_stored_order() -> None:
    parts = blocks(KEY_FIRST)
    (entry,) = read(parts[0] + parts[1] + parts[3] + parts[2]).entries
    assert [c.fingerprint for c in entry.certificates] == [CHAIN[0], CHAIN[2], CHAIN[1]]


def test_a_certificate_that_links_to_nothing_stands_alone() -> None:
    other = ROWS["jks_keytool_ec.jks"].open().certificates[0]
    store = read(KEY_FIRST + armour("CERTIFICATE", other.der))
    assert [entry.kind for entry in store.entries] == [EntryKind.PRIVATE_KEY, EntryKind.CERTIFICATE]
    assert store.entries[1].certificates == (other,)


def test_an_encrypted_key_without_password_goes_with_the_first_certificate(
    tmp_path: Path, tool: Callable[..., object]
) -> None:
    key = tmp_path / "k.pem"
    tool("openssl", "pkcs8", "-topk8", "-in", ROWS["pem_key_first.pem"].path, "-passout", "pass:p", "-out", key)
    store = read(FULL_CHAIN + key.read_bytes())
    assert store.problem.kind is StoreErrorKind.PASSWORD_NEEDED
    (entry,) = store.entries
    assert (entry.has_private_key, entry.key_matches_certificate) == (True, None)
    assert [c.fingerprint for c in entry.certificates] == CHAIN
    assert open_bytes(FULL_CHAIN + key.read_bytes(), password="p").entries[0].key_matches_certificate
    assert open_bytes(FULL_CHAIN + key.read_bytes(), key_passwords={None: "p"}).problem is None
    assert open_bytes(FULL_CHAIN + key.read_bytes(), password="q").problem.kind is StoreErrorKind.WRONG_PASSWORD


@pytest.mark.parametrize(
    "options",
    [
        ("-v2", "aes-128-cbc"),
        ("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512"),
        ("-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA512-256"),
        ("-v2", "des3"),
        ("-v2", "aria-256-cbc"),
        ("-v2", "camellia-192-cbc"),
        ("-v2", "rc2-64-cbc"),
        ("-v2", "cast5-cbc"),
        ("-v1", "PBE-MD5-DES"),
        ("-v1", "PBE-SHA1-RC2-64"),
        ("-v1", "PBE-SHA1-RC4-40"),
        ("-v1", "PBE-SHA1-2DES"),
        ("-scrypt",),
        ("-scrypt", "-scrypt_N", "1024", "-scrypt_r", "4", "-scrypt_p", "2"),
    ],
    ids=" ".join,
)
def test_keys_as_openssl_pkcs8_encrypts_them(
    options: tuple[str, ...], tmp_path: Path, tool: Callable[..., object]
) -> None:
    key = tmp_path / "k.pem"
    source = ROWS["pem_key_first.pem"].path
    providers = ("-provider", "legacy", "-provider", "default")
    tool("openssl", "pkcs8", "-topk8", *providers, *options, "-in", source, "-passout", "pass:geheim", "-out", key)
    (entry,) = open_store(key, password="geheim").entries
    assert entry.key_algorithm == "RSA"
    assert entry.private_key.belongs_to(ROWS["pem_key_first.pem"].open().certificates[0].public_key)
    assert open_store(key, password="falsch").problem.kind is StoreErrorKind.WRONG_PASSWORD


@pytest.mark.parametrize(
    "cipher",
    [
        "des",
        "des3",
        "aes128",
        "aes192",
        "aes256",
        "camellia128",
        "camellia256",
        "aria256",
        "seed",
        "rc2-40-cbc",
        "bf",
        "cast5-cbc",
    ],
)
def test_keys_as_old_openssl_encrypts_them(cipher: str, tmp_path: Path, tool: Callable[..., object]) -> None:
    key = tmp_path / "k.pem"
    source = ROWS["pem_key_first.pem"].path
    providers = ("-provider", "legacy", "-provider", "default")
    tool("openssl", "rsa", "-traditional", *providers, f"-{cipher}", "-in", source, "-passout", "pass:ü", "-out", key)
    assert b"DEK-Info" in key.read_bytes()
    assert open_store(key, password="ü").entries[0].key_algorithm == "RSA"
    assert open_store(key, password="u").problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert open_store(key).problem.kind is StoreErrorKind.PASSWORD_NEEDED


def test_what_a_trusted_certificate_is_trusted_for(tmp_path: Path, tool: Callable[..., object]) -> None:
    target = tmp_path / "t.pem"
    arguments = ("-addtrust", "serverAuth", "-addreject", "emailProtection", "-setalias", "my root", "-trustout")
    tool("openssl", "x509", "-in", ROWS["pem_fullchain.pem"].path, *arguments, "-out", target)
    assert b"BEGIN TRUSTED CERTIFICATE" in target.read_bytes()
    (entry,) = open_store(target).entries
    assert entry.alias == "my root"
    assert entry.trusted_for == ("1.3.6.1.5.5.7.3.1",)
    assert entry.rejected_for == ("1.3.6.1.5.5.7.3.4",)
    assert entry.certificates[0].fingerprint == CHAIN[0]


def test_a_pkcs12_in_armour_is_opened() -> None:
    row = ROWS["p12_openssl3_default.p12"]
    store = open_bytes(armour("PKCS12", row.path.read_bytes()), password=row.told["password"])
    assert store.format == "PKCS12"
    assert store.entries[0].key_matches_certificate


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("OPENSSH PRIVATE KEY", "ssh-keygen"),
        ("CERTIFICATE REQUEST", "signing request"),
        ("PUBLIC KEY", "public key"),
        ("DH PARAMETERS", "Diffie-Hellman"),
    ],
)
def test_what_is_no_store_is_named(label: str, words: str) -> None:
    store = read(armour(label, b"0\x03\x02\x01\x01"))
    assert store.problem.kind is StoreErrorKind.NOT_A_STORE
    assert words in store.problem.message


def test_revocation_lists_are_handed_on() -> None:
    store = ROWS["pem_crl_only.pem"].open()
    assert (len(store.crls), store.problem.kind) == (1, StoreErrorKind.NOT_A_STORE)


def test_blocks_are_counted() -> None:
    store = open_bytes(FULL_CHAIN, limits=Limits(entries=2))
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert len(store.entries) == 2


def test_blocks_without_end_are_given_up() -> None:
    store = open_bytes(b"-----BEGIN CERTIFICATE-----\n" * 5_000, limits=Limits(entries=1_000))
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert len(store.notes) <= 100


def test_a_marker_anywhere_is_seen() -> None:
    assert pem.sniff(b"x" * 100_000 + FULL_CHAIN) > 0
    assert pem.sniff(b"-----BEGIN without an end") == 0
    assert pem.sniff(b"") == 0


def test_nothing_but_broken_blocks_is_given_up() -> None:
    block = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    store = read_bytes(block * (pem.MAX_BROKEN + 5), "x.pem")
    assert store.problem is not None
    assert "what follows number 1001 was left" in store.problem.message
    assert store.notes == ()
