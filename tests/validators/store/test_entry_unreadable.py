"""What could not be read of a store, entry by entry."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from chainaudit.validators.store.entry_unreadable import CHECK, MAX_REPORTED
from tests.validators.making import doubts, end, findings, of_store, variants

GOOD = Entry(EntryKind.TRUSTED_CERTIFICATE, alias="good", certificates=(end().certificate,))
BROKEN = Problem(StoreErrorKind.MALFORMED, "the certificate ends too early.")


def entry(alias: str, *problems: Problem, position: int = 0) -> Entry:
    return Entry(EntryKind.TRUSTED_CERTIFICATE, alias=alias, problems=problems, position=position)


def test_a_store_that_was_read_to_its_end_passes() -> None:
    assert variants(CHECK, of_store(Store("a.jks", "JKS", entries=(GOOD,)))) == []


def test_each_broken_entry_is_told_and_the_good_ones_are_not() -> None:
    store = Store(
        "a.jks", "JKS", entries=(GOOD, entry("bad", BROKEN, position=1), entry("worse", BROKEN, BROKEN, position=2))
    )
    found = findings(CHECK, of_store(store))
    assert [(f.variant, f.alias) for f in found] == [("entry", "bad"), ("entry", "worse"), ("entry", "worse")]
    assert found[0].severity is Severity.ERROR
    assert found[0].store == "a.jks"
    assert found[0].observed == "'bad' could not be read: the certificate ends too early."
    assert found[0].actions[0].values["alias"] == "bad"


def test_a_store_that_breaks_off_says_how_far_it_went() -> None:
    problem = Problem(StoreErrorKind.MALFORMED, "the file ends too early.")
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS", entries=(GOOD,), problem=problem)))
    assert finding.variant == "store"
    assert finding.observed == "after 1 entry the store could not be read any further: the file ends too early."
    assert finding.store == "a.jks"
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS", entries=(GOOD, GOOD), problem=problem)))
    assert finding.observed.startswith("after 2 entries the store could not be read any further")
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS", problem=problem)))
    assert finding.observed == "the store could not be read: the file ends too early."


@pytest.mark.parametrize(
    "kind",
    [StoreErrorKind.INTEGRITY, StoreErrorKind.EMPTY, StoreErrorKind.WRONG_PASSWORD, StoreErrorKind.UNREADABLE],
)
def test_what_other_checks_say_is_not_said_twice(kind: StoreErrorKind) -> None:
    assert variants(CHECK, of_store(Store("a.jks", "JKS", problem=Problem(kind, "so.")))) == []


def test_a_password_that_was_not_given_is_no_fault_of_the_store() -> None:
    needed = Problem(StoreErrorKind.PASSWORD_NEEDED, "give the password.")
    (doubt,) = doubts(CHECK, of_store(Store("a.p12", "PKCS12", entries=(entry("x", needed), entry("y", needed)))))
    assert doubt.missing
    assert doubt.why == "'x': give the password."
    (doubt,) = doubts(CHECK, of_store(Store("a.p12", "PKCS12", problem=needed)))
    assert doubt.missing
    assert doubt.why == "give the password."


def test_thousands_of_broken_entries_are_counted_not_listed() -> None:
    store = Store("a.jks", "JKS", entries=tuple(entry(f"e{i}", BROKEN) for i in range(MAX_REPORTED + 3)))
    found = findings(CHECK, of_store(store))
    assert len(found) == MAX_REPORTED
    assert found[-1].observed.endswith("(and 3 more such entries)")
    exact = Store("a.jks", "JKS", entries=tuple(entry(f"e{i}", BROKEN) for i in range(MAX_REPORTED)))
    assert "more such" not in findings(CHECK, of_store(exact))[-1].observed


@pytest.mark.parametrize("kind", [StoreErrorKind.NOT_A_STORE, StoreErrorKind.UNSUPPORTED, StoreErrorKind.TOO_EXPENSIVE])
def test_what_is_no_store_is_not_to_be_repaired(kind: StoreErrorKind) -> None:
    (finding,) = findings(CHECK, of_store(Store("a.jks", "JKS", problem=Problem(kind, "so."))))
    assert finding.actions == ()
    assert "good entries" not in finding.remedy
