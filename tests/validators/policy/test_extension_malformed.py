"""A policy extension cannot be read."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension
from chainaudit.model.context import Role
from chainaudit.validators.policy.extension_malformed import CHECK
from tests import forge
from tests.validators.making import findings, of_certificate, variants
from tests.validators.policy.policies import ONE, ROOT, TWO, Replaced, constraints, inhibit_any, mappings, policies

EMPTY = der.encode(der.SEQUENCE, b"")


def found(replace: Replaced, role: Role = Role.INTERMEDIATE) -> list[str]:
    return variants(CHECK, of_certificate(forge.intermediate(ROOT, replace=replace), role))


@pytest.mark.parametrize(
    "replace", [{}, policies(ONE, TWO), mappings((ONE, TWO)), constraints(0, 1), inhibit_any(3)], ids=str
)
def test_sound_ones_pass(replace: Replaced) -> None:
    assert found(replace) == []


@pytest.mark.parametrize(
    ("replace", "variant"),
    [
        (policies(ONE, ONE), "policies"),
        ({extension.CERTIFICATE_POLICIES: (False, EMPTY)}, "policies"),
        ({extension.POLICY_MAPPINGS: (True, EMPTY)}, "mappings"),
        (constraints(), "constraints"),
        ({extension.POLICY_CONSTRAINTS: (True, b"\x05\x00")}, "constraints"),
        ({extension.INHIBIT_ANY_POLICY: (True, der.encode(der.INTEGER, b"\xff"))}, "inhibit-any"),
    ],
)
def test_broken_ones_are_found(replace: Replaced, variant: str) -> None:
    assert found(replace) == [variant]
    assert found(replace, Role.TARGET) == [variant]
    assert found(replace, Role.ANCHOR) == []


def test_it_says_why() -> None:
    one = forge.intermediate(ROOT, replace=policies(ONE, ONE))
    (finding,) = findings(CHECK, of_certificate(one, Role.INTERMEDIATE))
    assert "twice" in finding.observed
    assert finding.field == "certificatePolicies"
