"""JCEKS: secret keys of Java's own making, iteration counts, and damage inside keys."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from chainaudit.app.opening import open_store, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model.reader import Limits
from chainaudit.model.store import EntryKind, Integrity
from chainaudit.readers.java import jceks
from tests.effort import PATIENCE_SECONDS
from tests.readers.stores import ROWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(("algorithm", "bits"), [("AES", 256), ("DESede", 168), ("HmacSHA256", 160)])
def test_secret_keys_of_keytool(algorithm: str, bits: int, tmp_path: Path, tool: Callable[..., object]) -> None:
    store = tmp_path / "k.jceks"
    arguments = ("-genseckey", "-alias", "s", "-keyalg", algorithm, "-keysize", str(bits), "-storetype", "JCEKS")
    tool("keytool", *arguments, "-keystore", store, "-storepass", "changeit")
    (entry,) = open_store(store, password="changeit").entries
    assert (entry.kind, entry.alias, entry.key_algorithm) == (EntryKind.SECRET_KEY, "s", algorithm)
    assert entry.secret is not None
    assert len(entry.secret) * 8 in (bits, 192)


def test_a_count_of_millions_is_refused_at_once_and_the_certificates_are_there() -> None:
    row = ROWS["jceks_iterbomb.jceks"]
    start = time.perf_counter()
    store = row.open()
    assert time.perf_counter() - start < PATIENCE_SECONDS
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert "--max-rounds" in store.problem.message
    assert store.entries[0].certificates
    assert store.integrity is Integrity.VERIFIED


def test_the_cap_is_an_option() -> None:
    row = ROWS["jceks_keytool_chain3.jceks"]
    refused = row.open(limits=Limits(key_derivation_rounds=1_000))
    assert refused.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert row.open(limits=Limits(key_derivation_rounds=200_000)).problem is None


def test_a_secret_key_with_a_wrong_password_says_so() -> None:
    row = ROWS["jceks_secret.jceks"]
    store = row.open(key_passwords={"own": "no", "aes128": "no"})
    wrong = [entry.alias for entry in store.entries if entry.key_problem is not None]
    assert sorted(wrong) == ["aes128", "own"]
    assert all(e.key_problem.kind is StoreErrorKind.WRONG_PASSWORD for e in store.entries if e.key_problem)


def test_a_damaged_secret_key_is_told_from_a_wrong_password() -> None:
    data = bytearray(ROWS["ext_pyjks_AES128.jceks"].path.read_bytes())
    content = data.index(b"\xac\xf3\x17\xf8") if b"\xac\xf3\x17\xf8" in data else len(data) // 2
    data[content + 40] ^= 1
    store = read_bytes(bytes(data), "s.jceks", None)
    assert store.integrity is Integrity.UNCHECKED


def test_cut_inside_a_secret_key() -> None:
    data = ROWS["ext_pyjks_AES128.jceks"].path.read_bytes()
    for length in range(40, len(data) - 20, 11):
        store = read_bytes(data[:length], "s.jceks")
        assert store.problem.kind is StoreErrorKind.MALFORMED


def test_only_the_magic_number_counts() -> None:
    assert jceks.sniff(b"\xce\xce\xce\xce rest") == 100
    assert jceks.sniff(b"\xfe\xed\xfe\xed") == 0


def test_a_wrong_password_is_not_tried_on_every_key() -> None:
    from unittest import mock

    from chainaudit.readers.java import key_protection

    row = ROWS["jceks_multi_keys.jceks"]
    derive = key_protection.pbe_with_md5_and_triple_des
    with mock.patch.object(key_protection, "pbe_with_md5_and_triple_des", side_effect=derive) as tried:
        store = row.open(password="no")
    assert tried.call_count == 3
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert len(store.entries) == 7
    assert all(entry.key_problem is not None for entry in store.entries)
