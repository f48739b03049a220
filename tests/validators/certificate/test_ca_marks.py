"""The marks of a CA contradict each other."""

from __future__ import annotations

from chainaudit.model import der, extension
from chainaudit.validators.certificate.ca_marks import CHECK
from tests import forge
from tests.facts import found

CONSTRAINTS = extension.BASIC_CONSTRAINTS
USAGE = extension.KEY_USAGE
SIGNS = forge.key_usage(extension.DIGITAL_SIGNATURE, extension.KEY_CERT_SIGN)
NAMES = der.encode(der.SEQUENCE, der.encode(0xA0, der.encode(der.SEQUENCE, der.encode(0x82, b"example"))))


def test_a_ca_and_an_end_entity_pass() -> None:
    assert found(CHECK, forge.root(path_length=0)) == []
    assert found(CHECK, forge.issue()) == []


def test_only_a_ca_signs_certificates() -> None:
    assert found(CHECK, forge.issue(replace={USAGE: (True, SIGNS)})) == ["cert-sign-without-ca"]
    assert found(CHECK, forge.issue(replace={USAGE: (True, SIGNS), CONSTRAINTS: None})) == ["cert-sign-without-ca"]


def test_only_a_ca_constrains_names() -> None:
    extra = ((extension.NAME_CONSTRAINTS, True, NAMES),)
    assert found(CHECK, forge.issue(extra=extra)) == ["name-constraints-without-ca"]
    assert found(CHECK, forge.root(extra=extra)) == []


def test_a_path_length_needs_a_ca_that_signs_certificates() -> None:
    not_ca = (True, forge.basic_constraints(ca=False, path_length=0))
    assert found(CHECK, forge.issue(replace={CONSTRAINTS: not_ca})) == ["path-length-without-ca"]
    signs_crls = (True, forge.key_usage(extension.CRL_SIGN))
    assert found(CHECK, forge.root(path_length=1, replace={USAGE: signs_crls})) == ["path-length-without-cert-sign"]
    assert found(CHECK, forge.root(path_length=1, replace={USAGE: None})) == []
