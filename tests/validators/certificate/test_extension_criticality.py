"""An extension is critical that must not be, or is not and must be."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension
from chainaudit.model.context import Role
from chainaudit.validators.certificate.extension_criticality import CHECK, SUBJECT_DIRECTORY_ATTRIBUTES
from tests import forge
from tests.facts import findings, found

PERMITTED = der.encode(der.SEQUENCE, der.encode(0xA0, der.encode(der.SEQUENCE, der.encode(0x82, b"example"))))
ACCESS = der.encode(
    der.SEQUENCE,
    der.encode(
        der.SEQUENCE,
        der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(extension.OCSP_ACCESS))
        + der.encode(0x86, b"http://o.example"),
    ),
)


@pytest.mark.parametrize(
    ("oid", "value", "variant"),
    [
        (extension.NAME_CONSTRAINTS, PERMITTED, "name-constraints"),
        (extension.POLICY_CONSTRAINTS, der.encode(der.SEQUENCE, der.encode(0x80, b"\x03")), "policy-constraints"),
        (extension.INHIBIT_ANY_POLICY, der.encode(der.INTEGER, b"\x01"), "inhibit-any-policy"),
    ],
)
def test_a_constraint_must_be_critical(oid: str, value: bytes, variant: str) -> None:
    assert found(CHECK, forge.root(extra=((oid, False, value),)), Role.INTERMEDIATE) == [variant]
    assert found(CHECK, forge.root(extra=((oid, True, value),)), Role.INTERMEDIATE) == []


@pytest.mark.parametrize(
    ("oid", "variant"),
    [
        (extension.AUTHORITY_INFORMATION_ACCESS, "information-access"),
        (extension.SUBJECT_INFORMATION_ACCESS, "information-access"),
        (extension.FRESHEST_CRL, "freshest-crl"),
        (SUBJECT_DIRECTORY_ATTRIBUTES, "directory-attributes"),
    ],
)
def test_what_only_informs_must_not_be_critical(oid: str, variant: str) -> None:
    assert found(CHECK, forge.issue(extra=((oid, True, ACCESS),))) == [variant]
    assert found(CHECK, forge.issue(extra=((oid, False, ACCESS),))) == []


def test_basic_constraints_must_be_critical_on_a_ca_and_may_be_elsewhere() -> None:
    oid = extension.BASIC_CONSTRAINTS
    ca = forge.root(replace={oid: (False, forge.basic_constraints(ca=True))})
    assert found(CHECK, ca, Role.ANCHOR) == ["basic-constraints"]
    assert found(CHECK, forge.issue(replace={oid: (False, forge.basic_constraints(ca=False))})) == []


def test_names_must_be_critical_where_the_subject_is_empty() -> None:
    oid = extension.SUBJECT_ALTERNATIVE_NAME
    assert found(CHECK, forge.issue(forge.root(), subject=None)) == ["subject-alternative-name"]
    assert found(CHECK, forge.issue(forge.root(), subject=None, replace={oid: (True, forge.san("a.example"))})) == []


def test_the_finding_says_where_and_what_is_expected() -> None:
    oid = extension.AUTHORITY_INFORMATION_ACCESS
    (finding,) = findings(CHECK, forge.issue(extra=((oid, True, ACCESS),)))
    assert (finding.field, finding.expected) == ("authorityInfoAccess", "not critical")
    assert [c.clause for c in finding.cites] == ["4.2.2.1"]
