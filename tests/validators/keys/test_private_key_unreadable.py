"""A key that is there and cannot be read, and one for which no password was given."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.context import StoreRole
from chainaudit.model.finding import Severity
from chainaudit.model.store import Entry, EntryKind, Problem
from chainaudit.validators.keys.private_key_unreadable import CHECK
from tests.validators.making import applies, doubts, end, findings, of_entry, variants


def entry(problem: Problem | None, *, has_private_key: bool = True) -> Entry:
    return Entry(
        EntryKind.PRIVATE_KEY,
        alias="key",
        certificates=(end().certificate,),
        has_private_key=has_private_key,
        key_problem=problem,
    )


def test_a_key_without_a_problem_passes() -> None:
    assert variants(CHECK, of_entry(entry(None))) == []


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        (StoreErrorKind.WRONG_PASSWORD, "check-password"),
        (StoreErrorKind.UNSUPPORTED, "convert-format"),
        (StoreErrorKind.MALFORMED, "repair-store"),
        (StoreErrorKind.TOO_EXPENSIVE, "repair-store"),
    ],
)
def test_every_kind_of_problem_has_its_step(kind: StoreErrorKind, action: str) -> None:
    (finding,) = findings(CHECK, of_entry(entry(Problem(kind, "it is so."))))
    assert finding.severity is Severity.ERROR
    assert finding.variant == kind.value
    assert finding.observed == "the private key of 'key' could not be read: it is so."
    assert [a.kind for a in finding.actions] == [action]
    assert finding.actions[0].values["alias"] == "key"


def test_every_kind_is_a_variant_that_profiles_may_rule_on() -> None:
    told = {kind.value for kind in StoreErrorKind} - {StoreErrorKind.PASSWORD_NEEDED.value}
    assert told == set(CHECK.variants)


def test_a_password_that_was_not_given_is_no_fault_of_the_store() -> None:
    (doubt,) = doubts(CHECK, of_entry(entry(Problem(StoreErrorKind.PASSWORD_NEEDED, "give the password."))))
    assert doubt.missing
    assert doubt.why == "'key': give the password."


def test_an_entry_without_a_certificate_is_told_too() -> None:
    alone = Entry(
        EntryKind.PRIVATE_KEY, has_private_key=True, key_problem=Problem(StoreErrorKind.MALFORMED, "it is broken.")
    )
    (finding,) = findings(CHECK, of_entry(alone))
    assert finding.certificate is None
    assert "alias" not in finding.actions[0].values


def test_only_an_identity_with_a_key_is_asked() -> None:
    broken = Problem(StoreErrorKind.MALFORMED, "it is so.")
    assert not applies(CHECK, of_entry(entry(broken, has_private_key=False)))
    assert not applies(CHECK, of_entry(entry(broken), StoreRole.TRUSTSTORE))
