"""Who issued whom: by name and key identifier, proved by the signature; each refusal keeps its reason."""

from __future__ import annotations

from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID

from chainaudit.builder.budget import Budget
from chainaudit.builder.candidates import AGREES, DIFFERS, SILENT, Candidates, key_identifier_rank
from chainaudit.model.path import Anchor, RefusalReason
from chainaudit.model.signature import SignatureStatus
from tests.validators.making import authority, end, make

ROOT = authority("Root")
MIDDLE = authority("Middle", ROOT)
LEAF = end("a.example", MIDDLE)


def _candidates(*untrusted: Any, anchors: tuple[Any, ...] = (ROOT,), budget: Budget | None = None) -> Candidates:
    trusted = [Anchor(a.certificate) for a in anchors]
    return Candidates(trusted, [u.certificate for u in untrusted], budget or Budget())


def test_the_issuer_is_found_by_name_and_proved_by_its_signature() -> None:
    candidates = _candidates(LEAF, MIDDLE)
    assert candidates.issuers(LEAF.certificate) == (MIDDLE.certificate,)
    assert candidates.issuers(MIDDLE.certificate) == (ROOT.certificate,)
    assert candidates.issuers(ROOT.certificate) == (ROOT.certificate,)
    assert candidates.refusals(LEAF.certificate) == ()


def test_a_certificate_given_twice_is_one_candidate() -> None:
    assert _candidates(MIDDLE, MIDDLE, LEAF).issuers(LEAF.certificate) == (MIDDLE.certificate,)


def test_another_ca_of_the_same_name_is_refused_by_its_key_identifier() -> None:
    other = authority("Middle", ROOT, label="another key")
    (refusal,) = _candidates(LEAF, other).refusals(LEAF.certificate)
    assert refusal.candidate == other.certificate
    assert refusal.reason is RefusalReason.KEY_IDENTIFIER_DIFFERS
    assert other.certificate.subject_key_identifier is not None
    assert other.certificate.subject_key_identifier.hex() in str(refusal)


def test_another_ca_of_the_same_name_without_identifiers_is_refused_by_the_signature() -> None:
    leaf = end("a.example", MIDDLE, key_identifiers=False)
    other = authority("Middle", ROOT, label="another key")
    candidates = _candidates(leaf, other)
    assert candidates.issuers(leaf.certificate) == ()
    assert [r.reason for r in candidates.refusals(leaf.certificate)] == [RefusalReason.SIGNATURE_INVALID]
    assert candidates.issuers_or_suspects(leaf.certificate) == (other.certificate,)


def test_a_key_identifier_that_differs_does_not_hide_an_issuer_whose_signature_verifies() -> None:
    leaf = end("a.example", MIDDLE, authority_identifier=b"wrong")
    assert _candidates(leaf, MIDDLE).issuers(leaf.certificate) == (MIDDLE.certificate,)


def test_the_key_under_another_name_is_refused_by_its_name() -> None:
    renamed = authority("Renamed", ROOT, use_key=MIDDLE.key)
    (refusal,) = _candidates(LEAF, renamed).refusals(LEAF.certificate)
    assert refusal.reason is RefusalReason.NAME_DIFFERS
    assert "Renamed" in str(refusal)


def test_a_key_of_another_kind_cannot_check_the_signature() -> None:
    leaf = end("a.example", MIDDLE, key_identifiers=False)
    other = authority("Middle", ROOT, kind="RSA 2048")
    (refusal,) = _candidates(leaf, other).refusals(leaf.certificate)
    assert refusal.reason is RefusalReason.SIGNATURE_UNCHECKABLE


def test_identifiers_rank_agreement_before_silence_before_difference() -> None:
    assert key_identifier_rank(MIDDLE.certificate, LEAF.certificate) == AGREES
    assert key_identifier_rank(ROOT.certificate, LEAF.certificate) == DIFFERS
    assert key_identifier_rank(MIDDLE.certificate, end("a", MIDDLE, key_identifiers=False).certificate) == SILENT


def _with_issuer_and_serial(issuer: Any, name: str, serial: int) -> Any:
    general = x509.DirectoryName(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
    value = x509.AuthorityKeyIdentifier(None, [general], serial).public_bytes()
    return make("a.example", issuer, key_identifiers=False, extra=(("2.5.29.35", False, value),))


def test_issuer_and_serial_number_rank_too() -> None:
    serial = MIDDLE.x509.serial_number
    assert (
        key_identifier_rank(MIDDLE.certificate, _with_issuer_and_serial(MIDDLE, "Root", serial).certificate) == AGREES
    )
    assert key_identifier_rank(MIDDLE.certificate, _with_issuer_and_serial(MIDDLE, "Root", 1).certificate) == DIFFERS
    assert (
        key_identifier_rank(MIDDLE.certificate, _with_issuer_and_serial(MIDDLE, "Other", serial).certificate) == DIFFERS
    )


def test_names_alone_tell_what_cannot_reach_an_anchor() -> None:
    stray = authority("Stray")
    candidates = _candidates(LEAF, MIDDLE, stray)
    assert candidates.reaches_anchor(LEAF.certificate)
    assert candidates.reaches_anchor(ROOT.certificate)
    assert not candidates.reaches_anchor(stray.certificate)


def test_a_spent_budget_is_a_refusal_and_is_named() -> None:
    budget = Budget(signatures=0)
    candidates = _candidates(LEAF, MIDDLE, budget=budget)
    assert candidates.issuers(LEAF.certificate) == ()
    assert [r.reason for r in candidates.refusals(LEAF.certificate)] == [RefusalReason.BUDGET]
    assert budget.exhausted is not None
    assert "signature checks" in budget.exhausted


def test_a_signature_is_checked_once() -> None:
    budget = Budget(signatures=1)
    candidates = _candidates(LEAF, MIDDLE, budget=budget)
    assert candidates.signature(MIDDLE.certificate, LEAF.certificate) is SignatureStatus.VALID
    assert candidates.signature(MIDDLE.certificate, LEAF.certificate) is SignatureStatus.VALID
    assert candidates.signature(ROOT.certificate, MIDDLE.certificate) is None


def test_another_budget_begins_anew_and_leaves_the_first_as_it_was() -> None:
    spent = _candidates(LEAF, MIDDLE, budget=Budget(signatures=1))
    assert spent.issuers(LEAF.certificate) == (MIDDLE.certificate,)
    assert spent.issuers(MIDDLE.certificate) == ()
    fresh = spent.with_budget(Budget(signatures=1))
    assert fresh.issuers(LEAF.certificate) == (MIDDLE.certificate,)
    assert fresh.issuers(MIDDLE.certificate) == (ROOT.certificate,)
    assert (fresh.budget.signatures, fresh.budget.exhausted) == (0, None)
    assert spent.budget.exhausted is not None
    assert spent.issuers(MIDDLE.certificate) == ()
    assert [r.reason for r in spent.refusals(MIDDLE.certificate)] == [RefusalReason.BUDGET]
