"""A store that is to prove an identity needs a private key."""

from __future__ import annotations

import pytest

from chainaudit.model.context import EntryContext, StoreRole
from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.validators.keys.private_key_missing import CHECK
from tests.validators.making import MOMENT, applies, end, findings, of_entry, variants

LEAF = end()
KEY = Entry(EntryKind.PRIVATE_KEY, alias="key", certificates=(LEAF.certificate,), has_private_key=True)
TRUSTED = Entry(EntryKind.TRUSTED_CERTIFICATE, alias="server", certificates=(LEAF.certificate,))


def test_a_key_entry_passes_and_a_trusted_one_does_not() -> None:
    assert variants(CHECK, of_entry(KEY)) == []
    assert variants(CHECK, of_entry(TRUSTED)) == [""]


@pytest.mark.parametrize("role", [r for r in StoreRole if r is not StoreRole.IDENTITY])
def test_other_uses_need_no_key(role: StoreRole) -> None:
    assert not applies(CHECK, of_entry(TRUSTED, role))


def test_where_the_keys_are_is_said() -> None:
    store = Store("server.jks", "JKS", entries=(TRUSTED, KEY))
    (finding,) = findings(CHECK, EntryContext(store, TRUSTED, StoreRole.IDENTITY, MOMENT))
    assert finding.severity is Severity.ERROR
    assert finding.observed == (
        "'server' is a trusted-certificate entry without a private key; private keys are in 'key'"
    )
    (action,) = finding.actions
    assert action.kind == "import-key"
    assert action.values["alias"] == "server"
    assert action.values["store"] == "server.jks"
    assert "key_missing" not in action.values, "it may be one of those that are there"
    assert action.values["certificate"] == LEAF.certificate.fingerprint


def test_a_store_without_any_key_and_an_entry_without_a_certificate() -> None:
    (finding,) = findings(CHECK, of_entry(TRUSTED))
    assert finding.observed.endswith("the store holds no private key at all")
    assert finding.actions[0].values["key_missing"]
    (finding,) = findings(CHECK, of_entry(Entry(EntryKind.PUBLIC_KEY)))
    assert finding.certificate is None
    assert finding.observed.startswith("entry 1 is a public-key entry")
