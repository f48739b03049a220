"""Every store of testdata/stores is read as its maker reads it: entries, chains, keys, and the kind of error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.store import EntryKind, Integrity
from tests.readers.stores import ALGORITHMS, FOLDER, KINDS, ROWS, Row

if TYPE_CHECKING:
    from chainaudit.model.store import Entry, Store

SOUND = [row for row in ROWS.values() if row.told["expect"] == "ok"]
BROKEN = [row for row in ROWS.values() if row.told["expect"] not in ("ok", "java_error", "duplicate_alias")]
KEYED = [row for row in SOUND if any("key_alg" in entry for entry in row.told["entries"])]


def as_found(store: Store) -> list[str]:
    return sorted(
        repr((e.alias, e.kind.value, [c.fingerprint for c in e.certificates], e.has_private_key)) for e in store.entries
    )


def as_told(row: Row) -> list[str]:
    return sorted(repr((e["alias"], KINDS[e["kind"]], e["chain"], e["has_private_key"])) for e in row.told["entries"])


def find(store: Store, told: dict[str, Any]) -> Entry:
    """The entry with this alias and chain."""
    chain = told["chain"]
    return next(
        e for e in store.entries if e.alias == told["alias"] and [c.fingerprint for c in e.certificates] == chain
    )


@pytest.mark.parametrize("row", SOUND, ids=lambda row: row.file)
def test_entries(row: Row) -> None:
    store = row.open()
    assert store.problem is None
    if any(entry["kind"] == "any" for entry in row.told["entries"]):
        # OpenSSL was asked for the certificates alone.
        found = {c.fingerprint for c in store.certificates}
        assert found == {fingerprint for entry in row.told["entries"] for fingerprint in entry["chain"]}
    else:
        assert as_found(store) == as_told(row)


@pytest.mark.parametrize("row", SOUND, ids=lambda row: row.file)
def test_keys_belong_where_their_makers_say(row: Row) -> None:
    store = row.open()
    for told in row.told["entries"]:
        if told["key_matches_cert"] is not None:
            assert find(store, told).key_matches_certificate == told["key_matches_cert"], told["alias"]


@pytest.mark.parametrize("row", KEYED, ids=lambda row: row.file)
def test_key_algorithms(row: Row) -> None:
    store = row.open()
    for told in row.told["entries"]:
        if "key_alg" in told:
            algorithm = find(store, told).key_algorithm
            assert algorithm in ALGORITHMS.get(told["key_alg"], {told["key_alg"]}), told["alias"]


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: row.file)
def test_kind_of_error(row: Row) -> None:
    store = row.open()
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind(row.told["expect"].replace("_", "-")), store.problem
    if row.told["expect"] in ("integrity", "wrong_password"):
        assert store.integrity in (Integrity.FAILED, Integrity.NONE)
    # What is known of such a store is there all the same.
    for told in row.told["entries"]:
        entry = find(store, told)
        assert entry.has_private_key == told["has_private_key"]
        assert entry.kind.value == KINDS[told["kind"]]


@pytest.mark.parametrize("row", SOUND, ids=lambda row: row.file)
def test_a_store_with_digest_or_mac_is_verified(row: Row) -> None:
    protected = row.told["format"] in ("JKS", "JCEKS", "CaseExactJKS", "PKCS12") and row.told["password"] is not None
    store = row.open()
    if store.integrity is Integrity.NONE:
        assert row.file == "p12_bc_nested_safecontents_nomac.p12" or not protected
    elif protected:
        assert store.integrity is Integrity.VERIFIED
    else:
        # Java's null password is the empty one, with which the MAC of that store verifies.
        assert store.integrity is Integrity.UNCHECKED or row.file == "p12_java_null_pw.p12"


def test_the_rows_cover_the_folder() -> None:
    files = {file.name for file in FOLDER.iterdir()} - {"expected.json", "other_gzip.gz"}
    assert files == set(ROWS)


def test_aliases_that_stand_twice_are_both_shown() -> None:
    store = ROWS["ext_pyjks_duplicate_aliases.jks"].open()
    assert [entry.alias for entry in store.entries] == ["my_alias", "my_alias"]
    assert any("Java keeps the last" in note for note in store.notes)


def test_a_sealed_object_that_java_refuses_is_named_and_not_read() -> None:
    for file in ("ext_pyjks_unknown_sealed_object_sealAlg.jceks", "ext_pyjks_unknown_type_inside_sealed_object.jceks"):
        store = ROWS[file].open()
        assert [entry.kind for entry in store.entries] == [EntryKind.SECRET_KEY]
        assert store.problem is not None
        assert store.problem.kind is StoreErrorKind.UNSUPPORTED
        assert store.entries[0].secret is None


def test_certificates_under_a_password_as_bouncycastle_makes_java_encode_it() -> None:
    store = ROWS["p12_java_trust_unicode.p12"].open()
    assert store.problem is None
    assert store.integrity is Integrity.VERIFIED
    assert [entry.alias for entry in store.entries] == ["trust a", "größe"]
