"""Apigee's answers, in the forms that its documentation shows (Edge: numbers; Apigee X: strings)."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import ReadRequest
from chainaudit.model.store import Entry, EntryKind, Integrity
from chainaudit.readers.apigee import apigee

LEAF: dict[str, Any] = {
    "basicConstraints": "CA:FALSE",
    "expiryDate": 1456258950000,
    "isValid": "No",
    "issuer": 'SERIALNUMBER=07969287, CN=Secure CA, OU=http://ca.example/repository, O="Example, Inc.", L=Town, C=US',
    "publicKey": "RSA Public Key, 2048 bits",
    "serialNumber": "07:bc:a7:39:03:f1:56",
    "sigAlgName": "SHA1withRSA",
    "subject": "CN=api.example.com, OU=Domain Control Validated, O=api.example.com",
    "subjectAlternativeNames": ["api.example.com", "www.example.com"],
    "validFrom": 1358287055000,
    "version": 3,
}
ISSUER: dict[str, Any] = {
    **LEAF,
    "basicConstraints": "CA:TRUE, pathlen:0",
    "subject": "serialNumber=07969287,CN=secure  ca,OU=http://ca.example/repository,O=Example\\, Inc.,L=Town,C=US",
    "issuer": "CN=Root, C=US",
    "expiryDate": "1456258950000",
    "version": "3",
}


def _entries(document: Any) -> tuple[Entry, ...]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    assert apigee.sniff(data) >= 40
    store = apigee.read(data, ReadRequest("x"))
    assert store.integrity is Integrity.NONE
    return store.entries


def test_an_alias_with_a_key_and_its_chain() -> None:
    (entry,) = _entries(
        {"alias": "gateway", "keyName": "k", "certsInfo": {"certInfo": [LEAF, ISSUER], "certName": "c"}}
    )
    assert (entry.alias, entry.kind, entry.has_private_key) == ("gateway", EntryKind.PRIVATE_KEY, True)
    leaf, issuer = entry.described
    assert leaf.not_after == datetime(2016, 2, 23, 20, 22, 30, tzinfo=timezone.utc)
    assert issuer.not_after == leaf.not_after
    assert leaf.serial_number == 0x07BCA73903F156
    assert leaf.subject_alternative_names == ("api.example.com", "www.example.com")
    assert (leaf.says_ca, issuer.says_ca) == (False, True)


def test_names_link_however_they_are_quoted_and_spelled() -> None:
    (entry,) = _entries({"certInfo": [LEAF, ISSUER]})
    leaf, issuer = entry.described
    assert leaf.names_issuer(issuer)
    assert not issuer.names_issuer(leaf)
    assert not leaf.is_self_issued


def test_the_fragment_that_tickets_quote() -> None:
    (entry,) = _entries(b'  "certInfo": [\n ' + json.dumps(LEAF).encode() + b",\n ],\n")
    assert (entry.alias, entry.kind) == (None, EntryKind.TRUSTED_CERTIFICATE)
    assert len(entry.described) == 1


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"certs": ["a", "b"], "keys": ["a"], "name": "ks"}, [("a", True), ("b", False)]),
        (
            {
                "name": "ks",
                "aliases": [{"aliasName": "a", "cert": "a-cert", "key": "a-key"}, {"aliasName": "b", "cert": "c"}],
            },
            [("a", True), ("b", False)],
        ),
        ({"name": "ks", "aliases": ["a", "b"]}, [("a", False), ("b", False)]),
        ([{"alias": "x", "type": "KEY_CERT", "certsInfo": {"certInfo": [LEAF]}}], [("x", True)]),
    ],
)
def test_listings_name_aliases_and_keys(document: Any, told: list[tuple[str, bool]]) -> None:
    assert [(entry.alias, entry.has_private_key) for entry in _entries(document)] == told


def test_a_listing_and_the_answers_for_its_aliases_are_put_together() -> None:
    listing = {"name": "ks", "aliases": [{"aliasName": "a", "cert": "c", "key": "k"}]}
    answer = {"alias": "a", "certsInfo": {"certInfo": [LEAF]}}
    data = (json.dumps(listing) + "\n" + json.dumps(answer)).encode()
    (entry,) = _entries(data)
    assert entry.has_private_key
    assert len(entry.described) == 1


def test_what_is_no_moment_and_no_number_is_left_out() -> None:
    odd = {
        "subject": "CN=x",
        "issuer": 7,
        "expiryDate": 10**18,
        "validFrom": "soon",
        "serialNumber": "zz",
        "version": None,
    }
    (entry,) = _entries({"certInfo": [odd, "text", {"issuer": "CN=y"}]})
    (only,) = entry.described
    assert (only.not_after, only.not_before, only.serial_number, only.version, only.issuer) == (None,) * 4 + ("",)


def test_an_empty_keystore_is_a_store_without_entries() -> None:
    for document in ({"name": "x", "aliases": []}, {"name": "x", "certs": [], "keys": []}):
        assert _entries(document) == ()


@pytest.mark.parametrize("data", [b'{"certInfo": []}', b'{"certInfo": "x"}'])
def test_nothing_is_told(data: bytes) -> None:
    entries = None
    try:
        entries = apigee.read(data, ReadRequest("x")).entries
    except StoreError as error:
        assert error.kind is StoreErrorKind.NOT_A_STORE  # noqa: PT017 - an empty chain is an entry, other things are none
    assert entries is None or entries[0].described == ()


def test_other_json_is_left_to_others() -> None:
    assert apigee.sniff(b'{"kind": "Secret", "apiVersion": "v1"}') == 0
    assert apigee.sniff(b"name keys certs") == 0


def test_answers_have_no_aliases_of_yaml() -> None:
    """JSON with comments is read as YAML, where a list may hold itself a thousand times."""
    data = b'&a [{"certInfo": 1}, ' + b"*a, " * 1_000 + b"*a]"
    with pytest.raises(StoreError) as error:
        apigee.read(data, ReadRequest("x"))
    assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE


def test_answers_in_lists_stay_in_order() -> None:
    answers = [[{"alias": "b", "certInfo": []}], [[{"alias": "a", "certInfo": []}], {"alias": "c", "certInfo": []}]]
    store = apigee.read(json.dumps(answers).encode(), ReadRequest("x"))
    assert [entry.alias for entry in store.entries] == ["b", "a", "c"]
