"""JKS: beside keytool, damaged in every place, and what its digest can and cannot tell."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.opening import open_store, read_bytes
from chainaudit.errors import Secret, StoreError, StoreErrorKind
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.model.store import EntryKind, Integrity
from chainaudit.readers.java import jks, keystore, modified_utf8
from chainaudit.readers.java.keystore import store_digest
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSWORD = "changeit"
WHOLE = ROWS["jks_bad_flip_cert.jks"].path.with_name("jks_keytool_trust.jks").read_bytes()
WITH_KEY = ROWS["wrong_ext_p12_is_jks.p12"].path.read_bytes()


def read(data: bytes, password: str | None = PASSWORD, **changes: object) -> object:
    return jks.read(data, ReadRequest("store.jks", password=password, **changes))


def signed(content: bytes, password: str = PASSWORD) -> bytes:
    return content + store_digest(password, content)


def trusted(alias: bytes, certificate: bytes, kind: bytes = b"X.509") -> bytes:
    text = struct.pack(">H", len(kind)) + kind
    return (
        struct.pack(">IH", 2, len(alias)) + alias + bytes(8) + text + struct.pack(">I", len(certificate)) + certificate
    )


def header(count: int, version: int = 2) -> bytes:
    return struct.pack(">III", 0xFEEDFEED, version, count)


@pytest.mark.parametrize("algorithm", ["RSA", "DSA", "EC", "Ed25519"])
def test_what_keytool_writes(algorithm: str, tmp_path: Path, tool: Callable[..., object]) -> None:
    store = tmp_path / "k.jks"
    arguments = ("-genkeypair", "-alias", "Mine", "-keyalg", algorithm, "-dname", "CN=x", "-storetype", "JKS")
    tool("keytool", *arguments, "-keystore", store, "-storepass", PASSWORD, "-keypass", "another")
    read_back = open_store(store, password=PASSWORD, key_passwords={"MINE": "another"})
    assert read_back.problem is None
    assert read_back.integrity is Integrity.VERIFIED
    (entry,) = read_back.entries
    assert (entry.alias, entry.kind, entry.key_algorithm) == ("mine", EntryKind.PRIVATE_KEY, algorithm)
    assert entry.key_matches_certificate


def test_without_a_password_the_certificates_are_there_and_nothing_is_wrong() -> None:
    store = read_bytes(WITH_KEY, "store.jks")
    assert store.problem is None
    assert store.integrity is Integrity.UNCHECKED
    (entry,) = store.entries
    assert len(entry.certificates) == 3
    assert (entry.has_private_key, entry.key_matches_certificate) == (True, None)
    assert entry.key_problem is not None
    assert entry.key_problem.kind is StoreErrorKind.PASSWORD_NEEDED


def test_a_wrong_password_names_both_possibilities() -> None:
    store = read(WHOLE, "wrong")
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert "password is wrong" in store.problem.message
    assert "changed" in store.problem.message
    assert store.integrity is Integrity.FAILED
    assert len(store.entries) == 3


def test_a_key_with_another_password_is_said_so_and_the_store_is_verified() -> None:
    row = ROWS["jks_keytool_keypass.jks"]
    store = row.open(key_passwords={})
    assert store.integrity is Integrity.VERIFIED
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert store.problem.wants is Secret.KEY
    assert store.entries[0].private_key is None
    everywhere = row.open(key_passwords={None: "key-secret"})
    assert everywhere.problem is None


@pytest.mark.parametrize("data", [WHOLE, WITH_KEY], ids=["truststore", "key"])
def test_no_changed_byte_is_ever_verified(data: bytes) -> None:
    for offset in range(0, len(data), 7):
        for mask in (0x01, 0x80):
            changed = bytearray(data)
            changed[offset] ^= mask
            store = read_bytes(bytes(changed), "store.jks", None)
            assert store.integrity is not Integrity.VERIFIED
            try:
                store = read(bytes(changed))
            except StoreError:
                continue
            assert store.integrity is not Integrity.VERIFIED, offset
            assert store.problem is not None, offset


def test_damage_is_told_from_a_wrong_password_where_a_key_opens() -> None:
    changed = bytearray(WITH_KEY)
    changed[-400] ^= 1
    assert read(bytes(changed)).problem.kind is StoreErrorKind.INTEGRITY
    assert read(bytes(changed), "wrong").problem.kind is StoreErrorKind.WRONG_PASSWORD


def test_every_truncation_is_malformed_and_keeps_what_came_before() -> None:
    for length in range(12, len(WHOLE), 37):
        store = read(WHOLE[:length])
        assert store.problem.kind is StoreErrorKind.MALFORMED, length
        assert len(store.entries) <= 3
    assert len(read(WHOLE[:-25]).entries) == 2
    with pytest.raises(StoreError, match="header"):
        read(WHOLE[:7])


def test_bytes_that_are_no_certificate_are_a_problem_of_their_entry() -> None:
    good = read(WHOLE).entries[0].certificates[0].der
    store = read(signed(header(3) + trusted(b"a", good) + trusted(b"b", b"0\x03junk!") + trusted(b"c", good)))
    assert [len(entry.certificates) for entry in store.entries] == [1, 0, 1]
    assert store.entries[1].problems[0].kind is StoreErrorKind.MALFORMED
    assert store.integrity is Integrity.VERIFIED


def test_a_certificate_of_another_type_is_named() -> None:
    good = read(WHOLE).entries[0].certificates[0].der
    store = read(signed(header(1) + trusted(b"a", good, b"PGP")))
    assert "PGP" in store.entries[0].problems[0].message
    assert store.entries[0].problems[0].kind is StoreErrorKind.UNSUPPORTED


def test_counts_are_never_believed() -> None:
    store = read(header(0xFFFFFFFF) + WHOLE[12:])
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert len(store.entries) == 3
    chain = struct.pack(">IH", 1, 1) + b"a" + bytes(8) + struct.pack(">I", 0) + struct.pack(">I", 0xFFFFFFFF)
    assert "4,294,967,295 certificates" in read(header(1) + chain + bytes(100)).problem.message


def test_more_entries_than_allowed_are_too_expensive_and_the_first_are_there() -> None:
    store = read(WHOLE, limits=Limits(entries=2))
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert len(store.entries) == 2


def test_a_file_of_nothing_but_broken_certificates_is_given_up() -> None:
    entry = struct.pack(">IH", 2, 0) + bytes(8) + struct.pack(">I", 0)
    store = read(header(5_000, version=1) + entry * 5_000)
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert len(store.entries) <= keystore.MAX_BROKEN


def test_bytes_behind_the_digest_are_a_note_for_java_ignores_them() -> None:
    store = read(WHOLE + b"trailing")
    assert store.problem is None
    assert store.integrity is Integrity.VERIFIED
    assert any("8 bytes follow" in note for note in store.notes)


def test_aliases_and_dates_are_read_as_java_writes_them() -> None:
    good = read(WHOLE).entries[0].certificates[0].der
    alias = "emoji-\U0001f511-nul-\0"
    content = header(1) + trusted(modified_utf8.encode(alias), good)
    entry = read(signed(content)).entries[0]
    assert entry.alias == alias
    assert entry.created == 0.0
    assert read(WHOLE).entries[0].created > 1.7e9


def test_only_the_magic_number_counts() -> None:
    assert jks.sniff(WHOLE) == 100
    assert jks.sniff(WHOLE[1:]) == 0
    assert jks.sniff(b"") == 0
