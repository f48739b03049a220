"""What OpenSSL asks where it is strict: each mark missing, void or out of place, and a sound certificate."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.model.rules import Rules
from chainaudit.validators.certificate.strict_marks import CHECK
from tests import forge
from tests.validators.making import of_certificate, variants

RULES = Rules(strict_marks=True, known_critical_extensions=frozenset(extension.NAMES))
BC, KU, SKI, AKI, SAN = (
    extension.BASIC_CONSTRAINTS,
    extension.KEY_USAGE,
    extension.SUBJECT_KEY_IDENTIFIER,
    extension.AUTHORITY_KEY_IDENTIFIER,
    extension.SUBJECT_ALTERNATIVE_NAME,
)
EMPTY = b"\x30\x00"


def said(one: forge.Forged) -> list[str]:
    return variants(CHECK, of_certificate(one, rules=RULES))


def leaf(**parts: object) -> forge.Forged:
    return forge.issue(forge.root(), **parts)  # type: ignore[arg-type]


def test_sound_certificates_pass() -> None:
    root = forge.root()
    assert said(root) == said(forge.intermediate(root)) == said(forge.issue(root)) == []


def test_nobody_asked() -> None:
    assert variants(CHECK, of_certificate(leaf(replace={AKI: None}))) == []


@pytest.mark.parametrize(
    ("replace", "expected"),
    [
        (
            {BC: (True, forge.basic_constraints(ca=False, path_length=0))},
            ["path-length-without-ca", "path-length-without-cert-sign"],
        ),
        ({KU: (True, forge.key_usage(0, 5))}, ["cert-sign-without-ca"]),
        ({AKI: None}, ["authority-key-missing"]),
        ({AKI: (False, EMPTY)}, ["authority-key-missing"]),
        ({SAN: (False, EMPTY)}, ["names-void"]),
        ({SKI: None}, []),
    ],
)
def test_a_target(replace: dict[str, tuple[bool, bytes] | None], expected: list[str]) -> None:
    assert said(leaf(replace=replace)) == expected


@pytest.mark.parametrize(
    ("replace", "expected"),
    [
        ({BC: (False, forge.basic_constraints(ca=True))}, ["basic-constraints-not-critical"]),
        ({KU: None}, ["key-usage-missing"]),
        ({SKI: None}, ["subject-key-missing"]),
        (
            {BC: (True, forge.basic_constraints(ca=True, path_length=0)), KU: (True, forge.key_usage(6))},
            ["path-length-without-cert-sign"],
        ),
    ],
)
def test_a_ca(replace: dict[str, tuple[bool, bytes] | None], expected: list[str]) -> None:
    assert said(forge.root(replace=replace)) == expected


def test_key_identifiers_must_not_be_critical() -> None:
    one = leaf()
    critical = {
        AKI: (True, one.certificate.extension(AKI).value),  # type: ignore[union-attr]
        SKI: (True, one.certificate.extension(SKI).value),  # type: ignore[union-attr]
    }
    assert said(leaf(replace=critical)) == ["authority-key-critical", "subject-key-critical"]


def test_behind_a_critical_extension_that_is_not_known_nothing_counts_as_critical() -> None:
    rules = Rules(strict_marks=True, known_critical_extensions=frozenset({BC, KU}))
    unknown = {"1.2.3.4": (True, b"\5\0"), BC: (True, forge.basic_constraints(ca=True))}
    first = forge.issue(None, subject="Root", replace={BC: None, **unknown}, ca=True)
    found = [e.oid for e in first.certificate.extensions]
    assert ("basic-constraints-not-critical" in variants(CHECK, of_certificate(first, rules=rules))) is (
        found.index("1.2.3.4") < found.index(BC)
    )


def test_names() -> None:
    assert said(leaf(subject=None, replace={SAN: None})) == ["subject-empty"]
    assert said(leaf(subject=None)) == ["names-not-critical"]
    assert "issuer-empty" in said(leaf(issuer_name=forge.name(None)))


def test_the_algorithm_inside_is_the_one_outside() -> None:
    assert said(leaf(outer_algorithm="1.2.840.10045.4.3.3")) == ["algorithms-differ"]
