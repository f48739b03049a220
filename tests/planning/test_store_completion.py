"""Stores whose chains are completed: which entries change, and how."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.app.opening import read_bytes
from chainaudit.errors import UsageError
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.planning.chain_completion import Pool
from chainaudit.planning.store_completion import Completed, complete_store
from chainaudit.readers.keys import private_keys
from tests.validators.making import MOMENT, Made, authority, end

ROOT = authority("Root")
ISSUING = authority("Issuing", ROOT)
LEAF = end("a.example", ISSUING)
OTHER = end("b.example", ISSUING)
POOL = Pool((ISSUING.certificate, OTHER.certificate), (ROOT.certificate,), MOMENT)


def key_of(made: Made) -> bytes:
    octets: bytes = made.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return octets


def entry(made: Made, *chain: Made, alias: str | None = "a") -> Entry:
    return Entry(
        EntryKind.PRIVATE_KEY,
        alias=alias,
        certificates=tuple(one.certificate for one in chain),
        has_private_key=True,
        private_key=private_keys.read(key_of(made)),
    )


def chains(done: Completed) -> list[tuple[str | None, list[str]]]:
    return [(e.alias, [c.subject.common_name or "" for c in e.certificates]) for e in done.store.entries]


def test_key_entries_are_completed_and_others_are_kept() -> None:
    trusted = Entry(EntryKind.TRUSTED_CERTIFICATE, alias="ca", certificates=(ISSUING.certificate,))
    done = complete_store(Store("x", "JKS", entries=(entry(LEAF, LEAF), trusted, entry(OTHER, OTHER, alias="b"))), POOL)
    assert chains(done) == [("a", ["a.example", "Issuing"]), ("ca", ["Issuing"]), ("b", ["b.example", "Issuing"])]
    assert done.done == ("'a': added 'CN=Issuing'.", "'b': added 'CN=Issuing'.")
    assert done.missing == ()


def test_one_alias_is_picked() -> None:
    store = Store("x", "JKS", entries=(entry(LEAF, LEAF), entry(OTHER, OTHER, alias="b")))
    assert chains(complete_store(store, POOL, alias="B")) == [("a", ["a.example"]), ("b", ["b.example", "Issuing"])]
    with pytest.raises(UsageError, match="no alias 'c'"):
        complete_store(store, POOL, alias="c")


def test_the_certificate_of_the_key_comes_first_wherever_it_is() -> None:
    done = complete_store(Store("x", "JKS", entries=(entry(LEAF, ISSUING, LEAF), entry(OTHER, alias="b"))), POOL)
    assert chains(done) == [("a", ["a.example", "Issuing"]), ("b", ["b.example", "Issuing"])]
    assert done.done == ("'a': put in order.", "'b': added 'CN=b.example', 'CN=Issuing'.")


def test_a_key_without_any_certificate_is_told() -> None:
    lonely = end("lonely", ISSUING)
    done = complete_store(Store("x", "JKS", entries=(entry(lonely, LEAF),)), POOL)
    assert chains(done) == [("a", ["a.example"])]
    assert done.missing == ("'a'",)


def test_what_is_missing_is_told() -> None:
    done = complete_store(Store("x", "JKS", entries=(entry(LEAF, LEAF),)), Pool((), (), MOMENT))
    assert done.missing == ("CN=Issuing",)
    assert done.done == ("'a': still missing: the issuer 'CN=Issuing'.",)


def _pem(*made: Made) -> bytes:
    return b"".join(one.x509.public_bytes(Encoding.PEM) for one in made)


def test_a_pem_file_with_a_key_in_any_order() -> None:
    key: bytes = LEAF.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    done = complete_store(read_bytes(_pem(ISSUING, LEAF) + key, "x"), POOL)
    assert chains(done) == [(None, ["a.example", "Issuing"])]
    assert done.done == ("entry 1: put in order.",)


def test_a_pem_file_without_a_key_is_put_in_order_as_a_whole() -> None:
    done = complete_store(read_bytes(_pem(ISSUING, LEAF), "x"), POOL)
    assert chains(done) == [(None, ["a.example"]), (None, ["Issuing"])]
    assert done.done == ("'CN=a.example': put in order.",)
    added = complete_store(read_bytes(_pem(LEAF), "x"), POOL)
    assert chains(added) == chains(done)


def test_a_truststore_has_no_chain() -> None:
    trusted = Entry(EntryKind.TRUSTED_CERTIFICATE, alias="ca", certificates=(ROOT.certificate,))
    for entries in ((trusted,), ()):
        with pytest.raises(UsageError, match="no chain to complete"):
            complete_store(Store("x", "JKS", entries=entries), POOL)
