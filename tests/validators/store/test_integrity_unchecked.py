"""A digest or MAC that was not looked at."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.store import Integrity, Store
from chainaudit.validators.store.integrity_unchecked import CHECK
from tests.validators.making import applies, findings, of_store, variants


@pytest.mark.parametrize(
    ("integrity", "applicable", "expected"),
    [
        (Integrity.VERIFIED, True, []),
        (Integrity.FAILED, True, []),
        (Integrity.UNCHECKED, True, [""]),
        (Integrity.NONE, False, []),
    ],
)
def test_what_was_checked(integrity: Integrity, *, applicable: bool, expected: list[str]) -> None:
    context = of_store(Store("a.jks", "JKS", integrity=integrity))
    assert applies(CHECK, context) is applicable
    assert variants(CHECK, context) == expected


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS", integrity=Integrity.UNCHECKED)))
    assert finding.severity is Severity.WARNING
    assert finding.store == "a.jks"
    assert finding.observed == "the integrity of this JKS store was not checked, for want of a password"
    assert "--truststore-password" in finding.remedy
    detailed = Store("a", "JKS", integrity=Integrity.UNCHECKED, integrity_detail="SHA-1 over password and content")
    (finding,) = findings(CHECK, of_store(detailed))
    assert finding.observed == (
        "the integrity of this JKS store (SHA-1 over password and content) was not checked, for want of a password"
    )
