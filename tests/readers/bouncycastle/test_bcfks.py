"""BCFKS, compared with what BouncyCastle reads, and damaged on purpose."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.model.store import Integrity
from chainaudit.readers.bouncycastle import bcfks

if TYPE_CHECKING:
    from tests.readers.conftest import Expected, Written

FILES = (
    "bcfks_distinct_keypass.bcfks",
    "bcfks_mixed.bcfks",
    "bcfks_multi.bcfks",
    "bcfks_pbkdf2_ccm.bcfks",
    "bcfks_pbkdf2_sha3_kwp.bcfks",
    "bcfks_scrypt_ccm.bcfks",
)


@pytest.mark.parametrize("name", FILES)
def test_entries_are_those_that_bouncycastle_reads(expected: dict[str, Expected], name: str) -> None:
    row = expected[name]
    data = row.path.read_bytes()
    assert bcfks.sniff(data) == 95
    store = bcfks.read(data, row.request())
    row.assert_agrees(store)
    assert store.integrity is Integrity.VERIFIED


def test_every_derivation_cipher_and_mac_that_bouncycastle_writes(bouncycastle: tuple[Written, ...]) -> None:
    written = [store for store in bouncycastle if store.name.startswith("bcfks") and not store.is_signed]
    assert len(written) == 6 + 12
    for one in written:
        own: dict[str | None, str] = {told.alias: f"own-{told.alias}" for told in one.entries}
        keys = own if one.name.endswith("_own_passwords") else {}
        one.assert_agrees(bcfks.read(one.data, ReadRequest(one.name, password=one.password, key_passwords=keys)))


def test_signed_stores_open_without_a_password_and_are_verified_by_nobody_known(
    bouncycastle: tuple[Written, ...],
) -> None:
    written = [store for store in bouncycastle if store.is_signed]
    assert len(written) == 5
    for one in written:
        store = bcfks.read(one.data, ReadRequest(one.name))
        assert store.integrity is Integrity.UNCHECKED
        assert len(store.entries) == len(one.entries)
        one.assert_agrees(bcfks.read(one.data, ReadRequest(one.name, password=one.password)), Integrity.UNCHECKED)
        if "does not say by whom" in store.integrity_detail:
            continue
        damaged = bytearray(one.data)
        damaged[-1] ^= 1
        assert bcfks.read(bytes(damaged), ReadRequest(one.name)).integrity is Integrity.FAILED


def _error(data: bytes, row: Expected, **changes: object) -> StoreErrorKind:
    with pytest.raises(StoreError) as caught:
        bcfks.read(data, row.request(**changes))
    return caught.value.kind


def test_what_stands_in_the_way_is_told_apart(expected: dict[str, Expected]) -> None:
    row = expected["bcfks_mixed.bcfks"]
    data = row.path.read_bytes()
    assert _error(data, row, password=None) is StoreErrorKind.PASSWORD_NEEDED
    assert _error(data, row, password="other") is StoreErrorKind.WRONG_PASSWORD
    assert _error(data[:-1], row) is StoreErrorKind.MALFORMED
    assert bcfks.sniff(data[:-1]) == 95
    assert _error(data, row, limits=Limits(key_derivation_rounds=10)) is StoreErrorKind.TOO_EXPENSIVE


@pytest.mark.parametrize("where", [2000, -1])
def test_damage_is_told_from_a_wrong_password(expected: dict[str, Expected], where: int) -> None:
    """CCM decrypts without its tag too: what comes out shows that the password is right."""
    row = expected["bcfks_mixed.bcfks"]
    data = bytearray(row.path.read_bytes())
    data[where] ^= 1
    store = bcfks.read(bytes(data), row.request())
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.INTEGRITY
    assert store.integrity is Integrity.FAILED
    assert [entry.alias for entry in store.entries] == ["server", "anchor", "aes"]


def test_a_wrong_key_password_leaves_the_chain(expected: dict[str, Expected]) -> None:
    row = expected["bcfks_distinct_keypass.bcfks"]
    store = bcfks.read(row.path.read_bytes(), row.request(key_passwords={}))
    assert store.integrity is Integrity.VERIFIED
    for entry in store.entries:
        assert len(entry.certificates) == 3
        assert entry.has_private_key
        assert entry.key_problem is not None
        assert entry.key_problem.kind is StoreErrorKind.WRONG_PASSWORD


def test_no_mutation_is_verified(bouncycastle: tuple[Written, ...]) -> None:
    one = next(store for store in bouncycastle if store.name.startswith("bcfks_sha512_AES256_CCM_HmacSHA512"))
    source = random.Random(20261121)  # noqa: S311 - mutants that can be made again
    request = ReadRequest("x", password=one.password, limits=Limits(key_derivation_rounds=100_000))
    original = bcfks.read(one.data, request)
    for _ in range(60):
        mutant = bytearray(one.data)
        mutant[source.randrange(len(mutant))] ^= 1 << source.randrange(8)
        try:
            store = bcfks.read(bytes(mutant), request)
        except StoreError:
            continue
        same = [e.certificates for e in store.entries] == [e.certificates for e in original.entries]
        assert store.integrity is not Integrity.VERIFIED or same
