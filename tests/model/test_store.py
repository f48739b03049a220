"""What of a store is sent, and in which order."""

from __future__ import annotations

from chainaudit.model.store import Entry, EntryKind, Store
from tests.validators.making import Made, authority, end

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA)
OTHER = end("b.example", CA)


def identity(*chain: Made, alias: str | None = None) -> Entry:
    certificates = tuple(c.certificate for c in chain)
    return Entry(EntryKind.PRIVATE_KEY, alias=alias, certificates=certificates, has_private_key=True)


def store(*entries: Entry, order: tuple[Made, ...] | None) -> Store:
    in_file = None if order is None else tuple(c.certificate for c in order)
    return Store("a", "PEM", entries=entries, file_order=in_file)


def test_an_entry_of_a_keystore_is_sent_as_its_chain_stands() -> None:
    own = identity(LEAF, CA, alias="a")
    assert store(own, order=None).sent_with(own) == own.certificates


def test_a_file_is_sent_as_it_stands_whatever_belongs_together() -> None:
    for own in (identity(LEAF, CA), identity(LEAF, CA, alias="a name among its attributes")):
        upside_down = store(own, order=(CA, LEAF))
        assert upside_down.sent_with(own) == (CA.certificate, LEAF.certificate) == upside_down.presented_order()


def test_of_several_identities_in_a_file_the_first_takes_all_of_it() -> None:
    first, second = identity(LEAF, CA), identity(OTHER, CA)
    both = store(first, second, order=(LEAF, CA, OTHER))
    assert both.sent_with(first) == both.presented_order()
    assert both.sent_with(second) == second.certificates


def test_an_entry_may_be_made_of_a_file_that_is_part_of_the_store() -> None:
    one = identity(LEAF, CA, alias="tls.crt").but(file_order=(CA.certificate, LEAF.certificate))
    two = identity(OTHER, CA, alias="other.crt")
    both = store(two, one, order=None)
    assert both.sent_with(one) == (CA.certificate, LEAF.certificate)
    assert both.sent_with(two) == two.certificates


def test_what_stands_alone_goes_behind_the_chain_of_an_entry_without_a_name() -> None:
    own, alone = identity(LEAF, CA), Entry(EntryKind.CERTIFICATE, certificates=(ROOT.certificate,))
    assert store(alone, own, order=None).sent_with(own) == (LEAF.certificate, CA.certificate, ROOT.certificate)
    named = identity(LEAF, CA, alias="a")
    assert store(alone, named, order=None).sent_with(named) == named.certificates
