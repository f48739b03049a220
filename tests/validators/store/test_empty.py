"""A store without entries, by what it is used as."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.context import StoreRole
from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from chainaudit.validators.store.empty import CHECK
from tests.validators.making import end, findings, of_store, variants

ENTRY = Entry(EntryKind.CERTIFICATE, certificates=(end().certificate,))


@pytest.mark.parametrize(
    ("role", "severity", "action"),
    [
        (StoreRole.TRUSTSTORE, Severity.ERROR, "import-anchor"),
        (StoreRole.IDENTITY, Severity.ERROR, "import-key"),
        (StoreRole.PRESENTED, Severity.ERROR, "import-key"),
        (StoreRole.UNTRUSTED, Severity.WARNING, "import-key"),
        (StoreRole.INSPECTED, Severity.WARNING, "import-key"),
    ],
)
def test_how_bad_it_is(role: StoreRole, severity: Severity, action: str) -> None:
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS"), role))
    assert finding.severity is severity
    assert finding.variant == role.value
    assert finding.store == "a.jks"
    assert finding.observed == "this JKS store holds no entry"
    assert finding.actions[0].kind == action


@pytest.mark.parametrize(
    "store",
    [
        pytest.param(Store("a", "PEM", entries=(ENTRY,)), id="an entry"),
        pytest.param(Store("a", "directory", children=(Store("b", "PEM", entries=(ENTRY,)),)), id="a store inside"),
        pytest.param(Store("a", "PEM", crls=(b"0",)), id="a CRL"),
        pytest.param(
            Store("a", "JKS", problem=Problem(StoreErrorKind.WRONG_PASSWORD, "so.")), id="what could not be read"
        ),
    ],
)
def test_what_is_not_empty(store: Store) -> None:
    assert variants(CHECK, of_store(store, StoreRole.TRUSTSTORE)) == []


def test_a_reader_that_says_that_it_is_empty_is_believed() -> None:
    store = Store("a", "PEM", problem=Problem(StoreErrorKind.EMPTY, "there is nothing in it."))
    assert variants(CHECK, of_store(store, StoreRole.TRUSTSTORE)) == ["truststore"]
