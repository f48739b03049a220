"""The private key and the first certificate must be one pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization

from chainaudit.model.context import EntryContext, StoreRole
from chainaudit.model.finding import Severity
from chainaudit.model.public_key import PublicKey
from chainaudit.model.store import Entry, EntryKind, PrivateKey, Store
from chainaudit.validators.keys.certificate_mismatch import CHECK
from tests.validators.making import MOMENT, applies, authority, doubts, end, findings, of_entry, variants

if TYPE_CHECKING:
    from tests.validators.making import Made

ROOT = authority()
LEAF = end("a.example", ROOT)
OTHER = end("b.example", ROOT, kind="RSA 2048")


def private(made: Made, *, public: bool = True) -> PrivateKey:
    encoded = made.key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return PrivateKey(b"", "EC", 256, PublicKey(encoded) if public else None)


def entry(key: PrivateKey | None, *chain: Made, **parts: object) -> Entry:
    return Entry(
        EntryKind.PRIVATE_KEY,
        alias="key",
        certificates=tuple(c.certificate for c in chain),
        has_private_key=True,
        private_key=key,
        **parts,  # type: ignore[arg-type]
    )


def test_a_pair_passes() -> None:
    assert variants(CHECK, of_entry(entry(private(LEAF), LEAF, ROOT))) == []


def test_the_key_of_another_certificate_is_found() -> None:
    (finding,) = findings(CHECK, of_entry(entry(private(OTHER), LEAF, ROOT)))
    assert finding.severity is Severity.ERROR
    assert finding.observed == "the private key of 'key' (RSA 2048) is not the one of 'CN=a.example'"
    assert finding.certificate == LEAF.certificate
    (action,) = finding.actions
    assert action.kind == "import-key"
    assert action.values["alias"] == "key"
    assert action.values["certificate"] == LEAF.certificate.fingerprint
    assert action.values["subject"] == "CN=a.example"


def test_a_chain_that_begins_with_an_issuer_is_a_matter_of_order() -> None:
    (finding,) = findings(CHECK, of_entry(entry(private(LEAF), ROOT, LEAF)))
    assert finding.observed == "the private key of 'key' belongs to certificate 2 of its chain, not the first"
    assert finding.values["further"] == (1,)
    assert [a.kind for a in finding.actions] == ["reorder"]


def test_a_key_that_none_of_the_certificates_belongs_to() -> None:
    (finding,) = findings(CHECK, of_entry(entry(private(OTHER), is_unmatched=True)))
    assert finding.observed == "no certificate in the store belongs to the private key of 'key'"
    assert finding.certificate is None
    assert "certificate" not in finding.actions[0].values


def test_what_the_store_says_in_clear_of_an_encrypted_key_counts() -> None:
    public = private(OTHER).public_key
    (finding,) = findings(CHECK, of_entry(entry(None, LEAF, public_key=public)))
    assert finding.observed == "the private key of 'key' (RSA 2048) is not the one of 'CN=a.example'"
    assert variants(CHECK, of_entry(entry(None, OTHER, public_key=public))) == []
    (finding,) = findings(CHECK, of_entry(entry(None, LEAF, is_unmatched=True)))
    assert finding.observed == "the private key of 'key' is not the one of 'CN=a.example'"


def in_file(made: Entry, *file_order: Made) -> EntryContext:
    store = Store("a.pem", "PEM", entries=(made,), file_order=tuple(c.certificate for c in file_order))
    return EntryContext(store, made, StoreRole.IDENTITY, MOMENT)


def test_programs_take_the_first_certificate_of_a_file_whichever_the_key_belongs_to() -> None:
    own = entry(private(LEAF), LEAF, ROOT)
    (finding,) = findings(CHECK, in_file(own, ROOT, LEAF))
    assert finding.variant == "not-first"
    assert finding.severity is Severity.ERROR
    assert "belongs to certificate 2 of the 2 in the file, 'CN=a.example', not to the first" in finding.observed
    assert [a.kind for a in finding.actions] == ["reorder"]
    assert variants(CHECK, in_file(own, LEAF, ROOT)) == []


def test_a_file_that_begins_with_the_certificate_of_another_key_holds_several_identities() -> None:
    one, two = entry(private(LEAF), LEAF, ROOT), entry(private(OTHER), OTHER)
    store = Store("a.pem", "PEM", entries=(one, two), file_order=tuple(c.certificate for c in (LEAF, ROOT, OTHER)))
    assert variants(CHECK, EntryContext(store, two, StoreRole.IDENTITY, MOMENT)) == []


def test_a_renewed_certificate_of_the_same_key_may_come_first() -> None:
    renewed = end("a.example", ROOT, use_key=LEAF.key)
    assert variants(CHECK, in_file(entry(private(LEAF), LEAF, ROOT), renewed, LEAF, ROOT)) == []


def test_what_is_not_known_is_said() -> None:
    (doubt,) = doubts(CHECK, of_entry(entry(None, LEAF)))
    assert doubt.missing, "a key that was not read for want of a password"
    (doubt,) = doubts(CHECK, of_entry(entry(private(LEAF, public=False), LEAF)))
    assert not doubt.missing, "a key that was read, of a kind that cannot be compared"
    (doubt,) = doubts(CHECK, of_entry(entry(private(LEAF))))
    assert doubt.missing, "a key without a certificate"


def test_only_an_identity_with_a_key_is_asked() -> None:
    wrong = entry(private(OTHER), LEAF)
    assert not applies(CHECK, of_entry(wrong, StoreRole.TRUSTSTORE))
    assert not applies(CHECK, of_entry(Entry(EntryKind.TRUSTED_CERTIFICATE, certificates=(LEAF.certificate,))))
