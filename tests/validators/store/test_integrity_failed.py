"""A digest or MAC that does not fit."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.finding import Severity
from chainaudit.model.store import Integrity, Problem, Store
from chainaudit.validators.store.integrity_failed import CHECK
from tests.validators.making import applies, findings, of_store, variants


@pytest.mark.parametrize(
    ("integrity", "applicable", "expected"),
    [
        (Integrity.VERIFIED, True, []),
        (Integrity.FAILED, True, [""]),
        (Integrity.UNCHECKED, False, []),
        (Integrity.NONE, False, []),
    ],
)
def test_what_the_digest_says(integrity: Integrity, *, applicable: bool, expected: list[str]) -> None:
    context = of_store(Store("a.jks", "JKS", integrity=integrity))
    assert applies(CHECK, context) is applicable
    assert variants(CHECK, context) == expected


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS", integrity=Integrity.FAILED)))
    assert finding.severity is Severity.ERROR
    assert finding.store == "a.jks"
    assert finding.observed == "the integrity check of this JKS store failed"
    assert [a.kind for a in finding.actions] == ["check-password", "repair-store"]


def test_what_the_reader_says_comes_first() -> None:
    problem = Problem(StoreErrorKind.WRONG_PASSWORD, "the password is another one, or the file was changed.")
    (finding,) = findings(CHECK, of_store(Store("a", "JKS", integrity=Integrity.FAILED, problem=problem)))
    assert finding.observed == problem.message
    detailed = Store("a", "JKS", integrity=Integrity.FAILED, integrity_detail="SHA-1 over password and content.")
    (finding,) = findings(CHECK, of_store(detailed))
    assert finding.observed == "the integrity check of this JKS store (SHA-1 over password and content) failed"
