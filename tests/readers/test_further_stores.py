"""Stores in which programs disagree about encodings, pairs and names; each is read as its maker reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from chainaudit.app.opening import open_store, read_bytes
from chainaudit.errors import StoreErrorKind
from chainaudit.model.store import EntryKind, Integrity
from chainaudit.readers.crypto import key_derivation

if TYPE_CHECKING:
    from chainaudit.model.store import Entry, Store

FOLDER = Path(__file__).resolve().parents[2] / "testdata" / "stores_further"
ROWS: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
DECORATED = {"quoted.txt", "no_break_spaces.pem", "breaks.html", "program.h"}


def opened(file: str, **changes: Any) -> Store:
    row = ROWS[file]
    arguments = {"password": row["password"], "key_passwords": row["key_passwords"], **changes}
    return open_store(FOLDER / file, **arguments)


def told(entry: Entry) -> tuple[str, str, tuple[str, ...], str | None]:
    chain = tuple(certificate.fingerprint for certificate in entry.certificates)
    return entry.alias or "", entry.kind.value, chain, entry.key_algorithm


@pytest.mark.parametrize("file", ROWS)
def test_entries_are_those_of_the_maker(file: str) -> None:
    store = opened(file)
    expected = [
        (row["alias"] or "", row["kind"], tuple(row["chain"]), row["key_algorithm"]) for row in ROWS[file]["entries"]
    ]
    assert sorted(map(told, store.entries), key=repr) == sorted(expected, key=repr)
    assert (store.problem is None) == (file not in DECORATED)
    assert store.integrity in (Integrity.VERIFIED, Integrity.NONE)


@pytest.mark.parametrize("file", ROWS)
def test_whether_the_key_belongs_to_the_certificate(file: str) -> None:
    entries = {entry.alias: entry for entry in opened(file).entries}
    for row in ROWS[file]["entries"]:
        if row["matches"] is not None:
            assert entries[row["alias"]].key_matches_certificate is row["matches"], row["alias"]


def test_the_folder_and_the_expectations_are_the_same() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {"expected.json"} == set(ROWS)


@pytest.mark.parametrize("file", [file for file, row in ROWS.items() if row["password"]])
def test_another_password_is_refused(file: str) -> None:
    store = opened(file, password="größer", key_passwords={})
    assert store.problem is not None
    assert store.problem.kind is StoreErrorKind.WRONG_PASSWORD
    assert all(entry.private_key is None and entry.secret is None for entry in store.entries)


@pytest.mark.parametrize("file", sorted(DECORATED))
def test_text_around_the_lines_is_read_and_said(file: str) -> None:
    problem = opened(file).problem
    assert problem is not None
    assert problem.kind is StoreErrorKind.MALFORMED
    assert "other programs" in problem.message


def test_what_is_no_decoration_stays_broken() -> None:
    text = (FOLDER / "quoted.txt").read_bytes().replace(b"> MII", b"> M*I", 1)
    store = read_bytes(text, "quoted.txt")
    assert store.problem is not None
    assert "no base64" in store.problem.message
    assert len(store.entries) == 2


def test_a_trusted_certificate_that_a_chain_holds_too_is_one_entry() -> None:
    store = opened("java17_shared_root.p12")
    assert [entry.kind for entry in store.entries].count(EntryKind.TRUSTED_CERTIFICATE) == 3
    assert EntryKind.CERTIFICATE not in {entry.kind for entry in store.entries}


def test_an_encoding_that_opens_is_the_last_one_tried() -> None:
    with mock.patch.object(key_derivation, "pkcs12", wraps=key_derivation.pkcs12) as derive:
        store = opened("java17_shared_root.p12")
    assert store.integrity is Integrity.VERIFIED
    assert derive.call_count == 1  # the MAC's; the rest is PBES2
    with mock.patch.object(key_derivation, "pkcs12", wraps=key_derivation.pkcs12) as derive:
        opened("java25_password_rc4.p12")
    usual, *_ = {call.args[1] for call in derive.call_args_list if call.args[5] == key_derivation.PKCS12_MAC}
    assert usual == "größe".encode("utf-16-be") + b"\0\0"
