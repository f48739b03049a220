"""BKS, compared with what BouncyCastle reads, and damaged on purpose."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.model.store import EntryKind, Integrity, Store
from chainaudit.readers.bouncycastle import bks
from chainaudit.readers.bouncycastle.header import DIGEST_BYTES

if TYPE_CHECKING:
    from tests.readers.conftest import Expected, Written

FILES = (
    "bks1_distinct_keypass.bks",
    "bks1_mixed.bks",
    "bks1_trust_unicode.bks",
    "bks2_distinct_keypass.bks",
    "bks2_mixed.bks",
    "bks2_multi.bks",
    "ext_pyjks_christmas_v1.bks",
    "ext_pyjks_christmas_v2.bks",
    "ext_pyjks_custom_entry_passwords_v1.bks",
    "ext_pyjks_custom_entry_passwords_v2.bks",
    "ext_pyjks_empty_v1.bks",
    "ext_pyjks_empty_v2.bks",
)


@pytest.mark.parametrize("name", FILES)
def test_entries_are_those_that_bouncycastle_reads(expected: dict[str, Expected], name: str) -> None:
    row = expected[name]
    data = row.path.read_bytes()
    assert bks.sniff(data) == 80
    store = bks.read(data, row.request())
    row.assert_agrees(store)
    assert store.integrity is Integrity.VERIFIED
    assert store.format == ("BKS" if data[3] == 2 else "BKS-V1")


def test_everything_that_bouncycastle_writes(bouncycastle: tuple[Written, ...]) -> None:
    written = [store for store in bouncycastle if store.name.startswith("bks")]
    assert len(written) == 14
    for one in written:
        own: dict[str | None, str] = {told.alias: f"own-{told.alias}" for told in one.entries}
        keys = own if one.name.endswith("_own_passwords") else {}
        one.assert_agrees(bks.read(one.data, ReadRequest(one.name, password=one.password, key_passwords=keys)))


def test_without_a_password_certificates_are_read_and_keys_are_known_to_be_there(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    store = bks.read(row.path.read_bytes(), row.request(password=None))
    assert (store.integrity, store.problem) == (Integrity.UNCHECKED, None)
    server = store.entry("server")
    assert server is not None
    assert server.kind is EntryKind.PRIVATE_KEY
    assert server.has_private_key
    assert len(server.certificates) == 3
    assert server.key_problem is not None
    assert server.key_problem.kind is StoreErrorKind.PASSWORD_NEEDED


def test_a_wrong_password_is_told_and_certificates_are_still_there(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    store = bks.read(row.path.read_bytes(), row.request(password="other"))
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert store.integrity is Integrity.FAILED
    assert len(store.certificates) == 4


def test_damage_is_told_from_a_wrong_password_where_a_key_opens(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    data = bytearray(row.path.read_bytes())
    certificate = data.index(b"X.509") + 60
    data[certificate] ^= 1
    store = bks.read(bytes(data), row.request())
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.INTEGRITY


@pytest.mark.parametrize("before_the_end", [1, 9, 600])
def test_a_damaged_key_is_told_from_a_wrong_password(expected: dict[str, Expected], before_the_end: int) -> None:
    """The beginning of what is sealed shows the password to be right, wherever else it is damaged."""
    row = expected["bks2_mixed.bks"]
    data = bytearray(row.path.read_bytes())
    data[-DIGEST_BYTES - 1 - before_the_end] ^= 1
    store = bks.read(bytes(data), row.request())
    server = store.entry("server")
    assert server is not None
    assert server.key_problem is not None
    assert server.key_problem.kind is StoreErrorKind.MALFORMED
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.INTEGRITY


def test_a_key_that_does_not_open_is_what_stands_in_the_way_of_the_store(expected: dict[str, Expected]) -> None:
    row = expected["bks2_distinct_keypass.bks"]
    store = bks.read(row.path.read_bytes(), row.request(key_passwords={}))
    assert store.integrity is Integrity.VERIFIED
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert store.problem.message.startswith("The key of 'two' cannot be read.")
    assert bks.read(row.path.read_bytes(), row.request(password=None, key_passwords={})).problem is None


def test_bytes_behind_the_mac_are_a_sign_of_damage(expected: dict[str, Expected]) -> None:
    row = expected["bks1_trust_unicode.bks"]
    data = row.path.read_bytes()
    longer = bks.read(data + b"x", row.request())
    assert (longer.integrity, longer.notes) == (Integrity.VERIFIED, ("1 bytes follow the MAC and were not read.",))
    wrong = bks.read(data + b"x", row.request(password="other"))
    assert wrong.problem is not None
    assert wrong.problem.kind is StoreErrorKind.INTEGRITY


def test_a_key_password_of_its_own_says_nothing_about_the_store(expected: dict[str, Expected]) -> None:
    row = expected["bks2_distinct_keypass.bks"]
    store = bks.read(row.path.read_bytes(), row.request(password="other"))
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert all(entry.key_matches_certificate for entry in store.entries)


def test_an_iteration_count_beyond_the_limit_is_refused_and_the_rest_is_read(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    store = bks.read(row.path.read_bytes(), row.request(limits=Limits(key_derivation_rounds=100)))
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert store.integrity is Integrity.UNCHECKED
    assert len(store.certificates) == 4


def test_more_entries_or_certificates_than_are_allowed_are_refused(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    for cap, kept in ((2, 2), (3, 2), (1, 1)):
        store = bks.read(row.path.read_bytes(), row.request(limits=Limits(entries=cap)))
        assert store.problem is not None
        assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
        assert len(store.entries) == kept


@pytest.mark.parametrize("cut", [1, 19, 20, 21, 100, 2000])
def test_a_file_that_is_cut_off_is_malformed_and_gives_what_stands_before(
    expected: dict[str, Expected], cut: int
) -> None:
    row = expected["bks2_mixed.bks"]
    store = bks.read(row.path.read_bytes()[:-cut], row.request())
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.MALFORMED
    assert store.integrity is Integrity.FAILED


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0\2", b"\0\0\0\2\xff\xff\xff\xff", b"\0\0\0\2\x7f\xff\xff\xff", b"\0\0\0\2\0\0\0\0"]
)
def test_a_broken_header_is_the_documented_error(data: bytes) -> None:
    assert bks.sniff(data) == 0
    with pytest.raises(StoreError) as caught:
        bks.read(data, ReadRequest("x", password=""))
    assert caught.value.kind is StoreErrorKind.MALFORMED


def _same(one: Store, other: Store) -> bool:
    facts = [
        [(e.alias, e.kind, e.certificates, e.created, e.has_private_key) for e in store.entries]
        for store in (one, other)
    ]
    return facts[0] == facts[1]


def test_no_mutation_that_changes_an_entry_is_verified(expected: dict[str, Expected]) -> None:
    row = expected["bks2_mixed.bks"]
    data = row.path.read_bytes()
    original = bks.read(data, row.request())
    source = random.Random(20261121)  # noqa: S311 - mutants that can be made again
    for _ in range(300):
        mutant = bytearray(data)
        mutant[source.randrange(len(data))] ^= 1 << source.randrange(8)
        try:
            store = bks.read(bytes(mutant), row.request())
        except StoreError:
            continue
        assert store.integrity is not Integrity.VERIFIED or _same(store, original)
