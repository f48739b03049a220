"""UBER, compared with what BouncyCastle reads, and damaged on purpose."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.model.store import Integrity
from chainaudit.readers.bouncycastle import uber, uber_store

if TYPE_CHECKING:
    from tests.readers.conftest import Expected, Written

FILES = (
    "ext_pyjks_christmas.ubr",
    "ext_pyjks_custom_entry_passwords.ubr",
    "ext_pyjks_empty.ubr",
    "uber_distinct_keypass.ubr",
    "uber_empty.ubr",
    "uber_mixed.ubr",
    "uber_multi.ubr",
    "uber_trust_unicode.ubr",
)


@pytest.mark.parametrize("name", FILES)
def test_entries_are_those_that_bouncycastle_reads(expected: dict[str, Expected], name: str) -> None:
    row = expected[name]
    data = row.path.read_bytes()
    assert uber.sniff(data) == 60
    store = uber.read(data, row.request())
    row.assert_agrees(store)
    assert store.integrity is Integrity.VERIFIED


def test_everything_that_bouncycastle_writes(bouncycastle: tuple[Written, ...]) -> None:
    written = [store for store in bouncycastle if store.name.startswith("uber")]
    assert len(written) == 7
    for one in written:
        own: dict[str | None, str] = {told.alias: f"own-{told.alias}" for told in one.entries}
        keys = own if one.name.endswith("_own_passwords") else {}
        one.assert_agrees(uber.read(one.data, ReadRequest(one.name, password=one.password, key_passwords=keys)))


def _error(data: bytes, row: Expected, **changes: object) -> StoreErrorKind:
    with pytest.raises(StoreError) as caught:
        uber.read(data, row.request(**changes))
    return caught.value.kind


def test_what_stands_in_the_way_is_told_apart(expected: dict[str, Expected]) -> None:
    row = expected["uber_mixed.ubr"]
    data = row.path.read_bytes()
    assert _error(data, row, password=None) is StoreErrorKind.PASSWORD_NEEDED
    assert _error(data, row, password="other") is StoreErrorKind.WRONG_PASSWORD
    assert _error(data[:-1], row) is StoreErrorKind.MALFORMED
    assert _error(data[:20], row) is StoreErrorKind.MALFORMED
    assert _error(b"\0\0\0\0" + data[4:], row) is StoreErrorKind.UNSUPPORTED
    assert _error(data, row, limits=Limits(key_derivation_rounds=10)) is StoreErrorKind.TOO_EXPENSIVE


@pytest.mark.parametrize("where", [400, -1, -17, -40])
def test_a_changed_octet_fails_the_digest_though_the_password_is_right(
    expected: dict[str, Expected], where: int
) -> None:
    row = expected["uber_mixed.ubr"]
    data = bytearray(row.path.read_bytes())
    data[where] ^= 4
    store = uber.read(bytes(data), row.request())
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.INTEGRITY
    assert store.integrity is Integrity.FAILED


def test_whole_blocks_that_are_missing_fail_the_digest(expected: dict[str, Expected]) -> None:
    row = expected["uber_mixed.ubr"]
    store = uber.read(row.path.read_bytes()[:-320], row.request())
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.INTEGRITY


def test_more_encrypted_bytes_than_are_read_are_refused_at_once(expected: dict[str, Expected]) -> None:
    row = expected["uber_mixed.ubr"]
    data = row.path.read_bytes()[:32] + bytes(uber_store.MAX_ENCRYPTED_BYTES + 16)
    assert _error(data, row) is StoreErrorKind.TOO_EXPENSIVE


def test_no_mutation_that_changes_an_entry_is_verified(expected: dict[str, Expected]) -> None:
    row = expected["uber_mixed.ubr"]
    data = row.path.read_bytes()
    original = [(e.alias, e.kind, e.certificates) for e in uber.read(data, row.request()).entries]
    source = random.Random(20261121)  # noqa: S311 - mutants that can be made again
    for _ in range(100):
        mutant = bytearray(data)
        mutant[source.randrange(len(data))] ^= 1 << source.randrange(8)
        try:
            store = uber.read(bytes(mutant), row.request(limits=Limits(key_derivation_rounds=20_000)))
        except StoreError:
            continue
        same = [(e.alias, e.kind, e.certificates) for e in store.entries] == original
        assert store.integrity is not Integrity.VERIFIED or same
