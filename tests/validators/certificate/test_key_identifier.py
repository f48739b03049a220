"""The key identifiers are missing, critical or without a key identifier."""

from __future__ import annotations

from chainaudit.model import der, extension
from chainaudit.model.context import Role
from chainaudit.validators.certificate.key_identifier import CHECK
from tests import forge
from tests.facts import findings, found

AKI = extension.AUTHORITY_KEY_IDENTIFIER
SKI = extension.SUBJECT_KEY_IDENTIFIER
ROOT = forge.root()


def test_a_certificate_names_the_key_of_its_issuer() -> None:
    assert found(CHECK, forge.issue(ROOT)) == []
    assert found(CHECK, forge.issue(ROOT, replace={AKI: None})) == ["aki-missing"]


def test_a_self_signed_one_need_not_unless_the_verifier_asks_it_of_its_target() -> None:
    alone = forge.issue(replace={AKI: None})
    assert found(CHECK, alone) == []
    assert found(CHECK, alone, authority_key_identifier_always=True) == ["aki-missing"]
    assert found(CHECK, forge.root(replace={AKI: None}), Role.ANCHOR, authority_key_identifier_always=True) == []


def test_self_signed_is_told_by_the_key_where_the_names_differ() -> None:
    renamed = forge.root("Other", issuer_name=forge.name("Root"), replace={AKI: None})
    assert found(CHECK, renamed, Role.ANCHOR) == []
    assert found(CHECK, forge.intermediate(ROOT, "Other", replace={AKI: None}), Role.ANCHOR) == ["aki-missing"]


def test_the_extension_must_hold_a_key_identifier_and_not_be_critical() -> None:
    empty = (True, der.encode(der.SEQUENCE, b""))
    assert found(CHECK, forge.issue(ROOT, replace={AKI: empty})) == ["aki-critical", "aki-key-missing"]


def test_a_ca_names_its_own_key() -> None:
    bare = forge.intermediate(ROOT, replace={SKI: None})
    assert found(CHECK, bare, Role.INTERMEDIATE) == ["ski-missing"]
    assert found(CHECK, bare, Role.TARGET) == ["ski-missing-target"]
    assert found(CHECK, forge.issue(ROOT, replace={SKI: None})) == []


def test_the_subject_key_identifier_is_not_critical() -> None:
    critical = (True, der.encode(der.OCTET_STRING, b"12345678"))
    assert found(CHECK, forge.intermediate(ROOT, replace={SKI: critical}), Role.INTERMEDIATE) == ["ski-critical"]


def test_each_finding_cites_its_own_clause() -> None:
    bare = forge.intermediate(ROOT, replace={SKI: None, AKI: None})
    clauses = {f.variant: [c.clause for c in f.cites] for f in findings(CHECK, bare, Role.INTERMEDIATE)}
    assert clauses == {"aki-missing": ["4.2.1.1"], "ski-missing": ["4.2.1.2"]}


def test_a_certificate_before_version_3_has_no_place_for_it() -> None:
    assert found(CHECK, forge.issue(ROOT, version=1)) == []
