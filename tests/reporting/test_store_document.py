"""Stores as JSON: every entry with what is known of it, stores in stores, and no secret."""

from __future__ import annotations

import json

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.entry import CertificateDescription, PrivateKey
from chainaudit.model.store import Entry, EntryKind, Integrity, Problem, Store
from chainaudit.reporting.store_document import entry_document, problem_document, store_document, stores_document
from tests import forge

LEAF = forge.issue(None)
OTHER = forge.root("Other")
SECRET = b"Hunter2Secret"
PUBLIC = LEAF.certificate.public_key
KEYED = Entry(
    EntryKind.PRIVATE_KEY,
    alias="own",
    certificates=(LEAF.certificate,),
    has_private_key=True,
    private_key=PrivateKey(SECRET, "EC", 256, PUBLIC),
    key_algorithm="EC",
    key_bits=256,
    created=1_700_000_000.0,
)


def test_an_entry_with_its_key() -> None:
    assert entry_document(KEYED) == {
        "alias": "own",
        "kind": "private-key",
        "certificates": [LEAF.certificate.fingerprint],
        "has_private_key": True,
        "key_matches_certificate": True,
        "key": {"algorithm": "EC", "bits": 256},
        "key_error": None,
        "created": "2023-11-14T22:13:20Z",
        "trusted_for": None,
        "rejected_for": None,
        "errors": [],
        "described": [],
    }


def test_no_secret_is_in_it() -> None:
    secret = Entry(EntryKind.SECRET_KEY, alias="s", secret=SECRET, key_algorithm="AES", key_bits=128)
    text = json.dumps(stores_document((Store("a.jks", "JKS", entries=(KEYED, secret)),)))
    assert SECRET.decode() not in text
    assert SECRET.hex() not in text
    assert '"secret-key"' in text


@pytest.mark.parametrize(
    ("created", "text"),
    [
        (None, None),
        (0.0, "1970-01-01T00:00:00Z"),
        (253_402_300_799.0, "9999-12-31T23:59:59Z"),
        (253_402_300_800.0, None),
        (-1.0, None),
        (float("nan"), None),
    ],
)
def test_a_time_that_no_calendar_has_is_null(created: float | None, text: str | None) -> None:
    assert entry_document(Entry(EntryKind.CERTIFICATE, created=created))["created"] == text


def test_problems_are_their_kind_and_sentence() -> None:
    problem = Problem(StoreErrorKind.WRONG_PASSWORD, "It does not open.")
    told = {"kind": "wrong-password", "message": "It does not open."}
    assert problem_document(problem) == told
    assert problem_document(None) is None
    assert entry_document(Entry(EntryKind.CERTIFICATE, key_problem=problem, problems=(problem,)))["errors"] == [told]
    assert store_document(Store("a", "JKS", problem=problem, integrity=Integrity.FAILED))["error"] == told


def test_what_is_only_described_is_told_as_that() -> None:
    hearsay = CertificateDescription(subject="CN=a", issuer="CN=b", subject_key=(), issuer_key=(), serial_number=255)
    (told,) = entry_document(Entry(EntryKind.CERTIFICATE, described=(hearsay,)))["described"]
    assert told == {
        "subject": "CN=a",
        "issuer": "CN=b",
        "not_before": None,
        "not_after": None,
        "serial_number": "ff",
    }


def test_certificates_of_stores_in_stores_are_there_once() -> None:
    inner = Store("a.zip!b.pem", "PEM", entries=(Entry(EntryKind.CERTIFICATE, certificates=(OTHER.certificate,)),))
    outer = Store("a.zip", "ZIP", entries=(KEYED,), children=(inner, inner))
    whole = stores_document(iter([outer]))
    assert whole["schema"] == "chainaudit/1"
    assert set(whole["certificates"]) == {LEAF.certificate.fingerprint, OTHER.certificate.fingerprint}
    assert [child["source"] for child in whole["stores"][0]["stores"]] == ["a.zip!b.pem"] * 2
