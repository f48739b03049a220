"""gzip: the store inside, several members, damage, and bombs that stay small."""

from __future__ import annotations

import gzip as standard
import tracemalloc

import pytest

from chainaudit.app.opening import Access, open_store, read_bytes
from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Limits, ReadRequest
from chainaudit.readers.archives import gzip
from tests.readers.stores import FOLDER, ROWS

CHAIN = ROWS["pem_fullchain.pem"].path.read_bytes()


def test_the_store_inside_is_read_as_what_it_is() -> None:
    store = open_store(FOLDER / "other_gzip.gz")
    assert (store.format, store.problem) == ("PEM", None)
    assert len(store.entries) == 1
    assert any("gzip" in note for note in store.notes)
    protected = read_bytes(
        standard.compress(ROWS["jks_truststore.jks"].path.read_bytes()), "t.jks.gz", Access("changeit")
    )
    assert (protected.format, protected.integrity.value, len(protected.entries)) == ("JKS", "verified", 3)


def test_members_behind_each_other_are_one_content() -> None:
    half = len(CHAIN) // 2
    data = standard.compress(CHAIN[:half]) + standard.compress(CHAIN[half:])
    assert len(read_bytes(data, "x.gz").entries) == 3


def test_cut_off_and_damaged_are_malformed() -> None:
    data = standard.compress(CHAIN)
    for broken in (data[:-30], data[:40], data[:60] + bytes(20) + data[80:]):
        assert read_bytes(broken, "x.gz").problem.kind is StoreErrorKind.MALFORMED


def test_a_bomb_is_refused_before_it_is_large() -> None:
    bomb = standard.compress(bytes(60_000_000))
    tracemalloc.start()
    store = read_bytes(bomb, "x.gz", Access(limits=Limits(unpacked_bytes=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert store.problem.kind is StoreErrorKind.TOO_EXPENSIVE
    assert peak < 5_000_000


def test_gzip_in_gzip_has_an_end() -> None:
    data = CHAIN
    for _ in range(3):
        data = standard.compress(data)
    assert len(read_bytes(data, "x.gz").entries) == 3
    for _ in range(3):
        data = standard.compress(data)
    assert read_bytes(data, "x.gz").problem.kind is StoreErrorKind.TOO_EXPENSIVE


def test_alone_it_says_that_it_cannot_read_on() -> None:
    with pytest.raises(StoreError, match="cannot be read here"):
        gzip.read(standard.compress(CHAIN), ReadRequest("x.gz"))
    assert gzip.sniff(b"\x1f\x8b\x07") == 0
