"""One certificate under several names, or twice in one chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.validators.store.duplicate_certificate import CHECK, MAX_REPORTED
from tests.validators.making import authority, end, findings, of_store, variants

if TYPE_CHECKING:
    from tests.validators.making import Made

ROOT = authority()
LEAF = end("a.example", ROOT)
OTHER = end("b.example", ROOT)


def trusted(alias: str, made: Made) -> Entry:
    return Entry(EntryKind.TRUSTED_CERTIFICATE, alias=alias, certificates=(made.certificate,))


def keyed(alias: str, *chain: Made) -> Entry:
    return Entry(
        EntryKind.PRIVATE_KEY, alias=alias, certificates=tuple(c.certificate for c in chain), has_private_key=True
    )


def store(*entries: Entry) -> Store:
    return Store("a.jks", "JKS", entries=entries)


def test_certificates_that_differ_pass() -> None:
    assert variants(CHECK, of_store(store(trusted("root", ROOT), trusted("leaf", LEAF)))) == []


def test_key_entries_share_their_issuers_and_may_be_trusted_beside() -> None:
    shared = store(keyed("a", LEAF, ROOT), keyed("b", OTHER, ROOT), trusted("root", ROOT))
    assert variants(CHECK, of_store(shared)) == []


def test_two_aliases_of_one_certificate() -> None:
    (finding,) = findings(CHECK, of_store(store(trusted("old", ROOT), trusted("new", ROOT))))
    assert finding.severity is Severity.WARNING
    assert finding.certificate == ROOT.certificate
    assert finding.observed == "'CN=Root' is there as 'old', 'new'"
    assert (finding.store, finding.alias) == ("a.jks", "new")
    assert finding.actions[0].kind == "remove-certificate"
    assert finding.actions[0].values["alias"] == "new"


def test_twice_in_one_chain() -> None:
    (finding,) = findings(CHECK, of_store(store(keyed("key", LEAF, LEAF, ROOT))))
    assert finding.certificate == LEAF.certificate
    assert finding.observed == "'CN=a.example' is there twice in 'key'"


def test_thousands_are_counted_not_listed() -> None:
    made = [end(f"h{i}.example", ROOT, label="shared") for i in range(MAX_REPORTED + 2)]
    twice = [trusted(f"{n}{i}", m) for i, m in enumerate(made) for n in ("a", "b")]
    found = findings(CHECK, of_store(store(*twice)))
    assert len(found) == MAX_REPORTED
    assert found[-1].observed.endswith("(and 2 more such certificates)")
    exact = findings(CHECK, of_store(store(*twice[: 2 * MAX_REPORTED])))
    assert "more such" not in exact[-1].observed
