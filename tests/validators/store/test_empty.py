"""A store without entries, by what it is used as."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.context import StoreContext, StoreRole
from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from chainaudit.validators.store.empty import CHECK
from tests.validators.making import MOMENT, end, findings, of_store, variants

ENTRY = Entry(EntryKind.CERTIFICATE, certificates=(end().certificate,))


@pytest.mark.parametrize(
    ("role", "severity", "action"),
    [
        (StoreRole.TRUSTSTORE, Severity.ERROR, "import-anchor"),
        (StoreRole.IDENTITY, Severity.ERROR, "import-key"),
        (StoreRole.PRESENTED, Severity.ERROR, None),
        (StoreRole.UNTRUSTED, Severity.WARNING, None),
    ],
)
def test_how_bad_it_is(role: StoreRole, severity: Severity, action: str | None) -> None:
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS"), role))
    assert finding.severity is severity
    assert finding.variant == role.value
    assert finding.store == "a.jks"
    assert finding.observed == "this JKS store holds no entry"
    assert [each.kind for each in finding.actions] == ([action] if action else [])


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


KEY = Entry(EntryKind.PRIVATE_KEY, has_private_key=True)
OWN = Entry(EntryKind.PRIVATE_KEY, alias="own", certificates=ENTRY.certificates, has_private_key=True)
TRUSTED = Entry(EntryKind.TRUSTED_CERTIFICATE, alias="root", certificates=ENTRY.certificates)


@pytest.mark.parametrize(
    ("store", "expected"),
    [
        pytest.param(Store("a.key", "PEM", entries=(KEY,)), ["no-certificate"], id="a key"),
        pytest.param(Store("a", "JCEKS", entries=(Entry(EntryKind.SECRET_KEY),)), ["no-certificate"], id="a secret"),
        pytest.param(
            Store("d", "directory", children=(Store("d/a.key", "PEM", entries=(KEY,)),)),
            ["no-certificate"],
            id="inside",
        ),
        pytest.param(Store("a", "PKCS12", entries=(ENTRY,)), ["unmarked"], id="as openssl writes it"),
        pytest.param(Store("a", "PKCS12", entries=(ENTRY, TRUSTED)), [], id="as keytool writes it"),
        pytest.param(Store("a", "PKCS12", entries=(OWN,)), [], id="Java trusts the certificate of a key"),
        pytest.param(Store("a", "PEM", entries=(KEY, ENTRY)), [], id="a key and a certificate"),
    ],
)
def test_a_truststore_in_which_nobody_is_trusted(store: Store, expected: list[str]) -> None:
    assert variants(CHECK, of_store(store, StoreRole.TRUSTSTORE)) == expected
    assert variants(CHECK, of_store(store, StoreRole.IDENTITY)) == []


def test_a_key_beside_other_files_of_a_truststore_is_no_fault() -> None:
    inside = StoreContext(Store("d/a.key", "PEM", entries=(KEY,)), StoreRole.TRUSTSTORE, MOMENT, is_inside=True)
    assert variants(CHECK, inside) == []


def test_how_bad_it_is_that_nobody_is_trusted() -> None:
    (key,) = findings(CHECK, of_store(Store("a.key", "PEM", entries=(KEY,)), StoreRole.TRUSTSTORE))
    assert (key.severity, key.actions) == (Severity.ERROR, ()), "nothing should be put into the file of a key"
    (unmarked,) = findings(CHECK, of_store(Store("a", "PKCS12", entries=(ENTRY,)), StoreRole.TRUSTSTORE))
    assert unmarked.severity is Severity.WARNING
    assert "trustedKeyUsage" in unmarked.observed
