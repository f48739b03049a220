"""Which key belongs to which certificate: the public key decides, then the localKeyID, then what is left."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.entry import EntryKind, Problem
from chainaudit.readers.keys import pairing, private_keys
from chainaudit.readers.keys.pairing import FoundCertificate, FoundKey, pair
from tests import forge

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
OTHER = forge.issue(CA, subject="other")
UNREAD = Problem(StoreErrorKind.WRONG_PASSWORD, "It does not open.")


def key(of: forge.Forged | None, position: int = 0, alias: str | None = None, key_id: bytes = b"") -> FoundKey:
    if of is None:
        return FoundKey(position, None, UNREAD, alias, key_id)
    read = private_keys.read(of.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
    return FoundKey(position, read, None, alias, key_id)


def certificates(*items: forge.Forged, start: int = 10) -> list[FoundCertificate]:
    return [FoundCertificate(start + number, one.certificate) for number, one in enumerate(items)]


def shown(entries: list[pairing.Entry]) -> list[tuple[str, list[str | None]]]:
    return [(e.kind.value, [c.subject.common_name for c in e.certificates]) for e in entries]


@pytest.mark.parametrize("one_issuer", [True, False])
def test_the_public_key_finds_the_certificate_wherever_it_stands(one_issuer: bool) -> None:
    entries = pair([key(LEAF)], certificates(ROOT, CA, OTHER, LEAF), one_issuer=one_issuer)
    (keyed,) = [entry for entry in entries if entry.has_private_key]
    assert keyed.certificates[0] == LEAF.certificate
    assert set(keyed.certificates) == {one.certificate for one in (LEAF, CA, ROOT)}
    assert keyed.key_matches_certificate is True
    assert [name for kind, name in shown(entries) if kind == "certificate"] == [["other"]]


def test_a_server_sends_in_stored_order_and_java_from_issuer_to_issuer() -> None:
    found = certificates(ROOT, CA, LEAF)
    assert shown(pair([key(LEAF)], found, one_issuer=False)) == [
        ("private-key", ["leaf.example", "Root", "Intermediate"])
    ]
    assert shown(pair([key(LEAF)], found, one_issuer=True)) == [
        ("private-key", ["leaf.example", "Intermediate", "Root"])
    ]


def test_of_two_issuers_with_one_name_the_key_identifier_decides() -> None:
    stranger = forge.intermediate(ROOT, use_key=forge.key(label="of a stranger"))
    entries = pair([key(LEAF)], certificates(LEAF, stranger, CA), one_issuer=True)
    assert entries[0].certificates == (LEAF.certificate, CA.certificate)


def test_each_key_has_its_own_and_what_chains_share_stands_in_both_for_java() -> None:
    keys = [key(OTHER, 0), key(LEAF, 1)]
    java = pair(keys, certificates(LEAF, OTHER, CA), one_issuer=True)
    assert shown(java) == [
        ("private-key", ["other", "Intermediate"]),
        ("private-key", ["leaf.example", "Intermediate"]),
    ]
    assert [entry.position for entry in java] == [0, 1]


def test_a_local_key_id_names_a_certificate_even_where_it_is_wrong() -> None:
    named = FoundCertificate(10, OTHER.certificate, "mine", b"1")
    (entry,) = pair([key(LEAF, alias="mine", key_id=b"1")], [named], one_issuer=True)
    assert entry.certificates == (OTHER.certificate,)
    assert entry.key_matches_certificate is False


def test_a_certificate_with_the_right_key_goes_before_one_that_is_only_named() -> None:
    named = FoundCertificate(10, OTHER.certificate, None, b"1")
    own = FoundCertificate(11, LEAF.certificate, None, b"2")
    entries = pair([key(LEAF, key_id=b"1")], [named, own], one_issuer=True)
    assert [entry.certificates for entry in entries if entry.has_private_key] == [(LEAF.certificate,)]


def test_one_key_that_cannot_be_read_stands_with_the_first_certificate_and_nobody_knows() -> None:
    (entry, *_) = pair([key(None)], certificates(LEAF), one_issuer=False)
    assert entry.certificates == (LEAF.certificate,)
    assert (entry.key_problem, entry.key_matches_certificate) == (UNREAD, None)
    two = pair([key(None, 0), key(None, 1)], certificates(LEAF), one_issuer=False)
    assert [entry.certificates for entry in two if entry.has_private_key] == [(), ()]


@pytest.mark.parametrize(("is_complete", "is_unmatched"), [(True, True), (False, False)])
def test_a_key_without_its_certificate_is_unmatched_where_all_was_read(is_complete: bool, is_unmatched: bool) -> None:
    entries = pair([key(LEAF)], certificates(OTHER), one_issuer=False, is_complete=is_complete)
    (keyed,) = [entry for entry in entries if entry.has_private_key]
    assert (keyed.certificates, keyed.is_unmatched) == ((), is_unmatched)


def test_a_key_alone_in_its_file_is_not_unmatched() -> None:
    (entry,) = pair([key(LEAF)], [], one_issuer=False)
    assert (entry.is_unmatched, entry.key_matches_certificate) == (False, None)


def test_what_the_store_trusts_stays_an_entry_of_its_own() -> None:
    trusted = FoundCertificate(
        11, CA.certificate, "ca", kind=EntryKind.TRUSTED_CERTIFICATE, trusted_for=("2.5.29.37.0",)
    )
    entries = pair([key(LEAF)], [*certificates(LEAF), trusted], one_issuer=True)
    assert shown(entries) == [
        ("private-key", ["leaf.example", "Intermediate"]),
        ("trusted-certificate", ["Intermediate"]),
    ]
    assert (entries[1].alias, entries[1].trusted_for) == ("ca", ("2.5.29.37.0",))


def test_many_keys_find_theirs_as_few_do() -> None:
    count = pairing.FEW_KEYS + 1
    leaves = [forge.issue(CA, subject=f"leaf {number}") for number in range(count)]
    entries = pair(
        [key(one, n) for n, one in enumerate(leaves)], certificates(*reversed(leaves), start=100), one_issuer=True
    )
    assert [entry.certificates[0] for entry in entries] == [one.certificate for one in leaves]
    assert all(entry.key_matches_certificate for entry in entries)


@pytest.mark.parametrize(("left", "is_read"), [(3, True), (2, False)])
def test_comparing_has_an_end(monkeypatch: pytest.MonkeyPatch, left: int, is_read: bool) -> None:
    """The leaf is asked for its issuer and has one candidate, which is asked and has none: three steps."""
    monkeypatch.setattr(pairing, "MAX_COMPARISONS", left)
    if is_read:
        assert pair([key(LEAF)], certificates(LEAF, CA), one_issuer=True)
        return
    with pytest.raises(StoreError) as told:
        pair([key(LEAF)], certificates(LEAF, CA), one_issuer=True)
    assert told.value.kind is StoreErrorKind.TOO_EXPENSIVE
