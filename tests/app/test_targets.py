"""What is judged in a store, and what is said where that is nothing."""

from __future__ import annotations

import pytest

from chainaudit.app.targets import targets_of
from chainaudit.errors import UsageError
from chainaudit.model.context import StoreRole
from chainaudit.model.store import Entry, EntryKind, Store
from tests.validators.making import Made, authority, end

ROOT = authority("Root")
CA = authority("CA", ROOT)
LEAF = end("a.example", CA)
OTHER = end("b.example", CA)
IDENTITY, PRESENTED = StoreRole.IDENTITY, StoreRole.PRESENTED


def pem(source: str, *chain: Made, children: tuple[Store, ...] = ()) -> Store:
    certificates = tuple(c.certificate for c in chain)
    entries = tuple(Entry(EntryKind.CERTIFICATE, position=n, certificates=(c,)) for n, c in enumerate(certificates))
    return Store(source, "PEM", entries=entries, file_order=certificates, children=children)


def keyed(alias: str | None, *chain: Made) -> Entry:
    certificates = tuple(c.certificate for c in chain)
    return Entry(EntryKind.PRIVATE_KEY, alias=alias, certificates=certificates, has_private_key=True)


def test_a_presented_chain_is_judged_by_its_first_certificate() -> None:
    (target,), notes = targets_of(pem("a.pem", CA, LEAF), None, PRESENTED)
    assert target.certificate == CA.certificate
    assert target.presented == (CA.certificate, LEAF.certificate)
    assert not target.is_identity
    assert notes == ()


def test_the_one_chain_in_a_directory_or_an_archive_is_what_is_presented() -> None:
    inside = pem("d/a.pem", LEAF, CA)
    archive = Store("d", "directory", children=(Store("d/x", "ZIP", children=(inside,)), Store("d/key", "PEM")))
    (target,), _ = targets_of(archive, None, PRESENTED)
    assert (target.certificate, target.store) == (LEAF.certificate, inside)


def test_of_several_chains_none_is_picked_and_all_are_named() -> None:
    several = tuple(pem(f"d/{n}.pem", LEAF) for n in range(7))
    targets, (note,) = targets_of(Store("d", "directory", children=several), None, PRESENTED)
    assert targets == ()
    assert note.startswith("d holds certificates in 7 files")
    assert note.endswith("d/0.pem, d/1.pem, d/2.pem, d/3.pem, d/4.pem and 2 more.")


@pytest.mark.parametrize("role", [IDENTITY, PRESENTED])
@pytest.mark.parametrize(
    ("store", "said"),
    [
        pytest.param(Store("a", "directory"), "holds no certificate", id="nothing"),
        pytest.param(
            Store("a", "JCEKS", entries=(Entry(EntryKind.SECRET_KEY, alias="s"),)), "holds no certificate", id="secret"
        ),
        pytest.param(Store("a", "PEM", entries=(keyed(None),)), "a private key and no certificate", id="a key alone"),
    ],
)
def test_where_there_is_nothing_to_judge_it_is_said(role: StoreRole, store: Store, said: str) -> None:
    targets, (note,) = targets_of(store, None, role)
    assert targets == ()
    assert said in note


def test_every_key_entry_is_judged_and_one_where_it_is_named() -> None:
    store = Store("a.jks", "JKS", entries=(keyed("one", LEAF, CA), keyed("two", OTHER)))
    targets, (note,) = targets_of(store, None, IDENTITY)
    assert [t.alias for t in targets] == ["one", "two"]
    assert "2 key entries" in note
    (target,), _ = targets_of(store, "TWO", IDENTITY)
    assert target.certificate == OTHER.certificate
    with pytest.raises(UsageError, match="there are: 'one', 'two'"):
        targets_of(store, "three", IDENTITY)


def test_without_a_key_what_issued_none_of_the_others_is_judged() -> None:
    targets, (note,) = targets_of(pem("a.pem", CA, LEAF, OTHER), None, IDENTITY)
    assert [t.certificate for t in targets] == [LEAF.certificate, OTHER.certificate]
    assert [t.presented for t in targets] == [
        (CA.certificate, LEAF.certificate),
        (CA.certificate, OTHER.certificate),
    ]
    assert "no private key" in note
