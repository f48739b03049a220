"""What a format cannot hold is refused before anything is written, and aliases that are missing are made."""

from __future__ import annotations

import pytest

from chainaudit.errors import Secret, StoreErrorKind, UsageError
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from chainaudit.writers.entries import named, writable
from tests.forge import root

ROOT, OTHER = root("Root CA").certificate, root("Other").certificate
KINDS = (EntryKind.CERTIFICATE, EntryKind.PRIVATE_KEY)
LOCKED = Problem(StoreErrorKind.WRONG_PASSWORD, "It does not open.", Secret.KEY)


def certificate(alias: str | None = None, of: object = ROOT) -> Entry:
    return Entry(EntryKind.CERTIFICATE, alias=alias, certificates=(of,))  # type: ignore[arg-type]


def store(*entries: Entry) -> Store:
    return Store("a.jks", "JKS", entries=entries)


def test_what_can_be_held_is_kept_in_its_order() -> None:
    entries = (certificate("b"), certificate("a"))
    assert writable(store(*entries), "JKS", KINDS) == list(entries)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry(EntryKind.SECRET_KEY, alias="s"), "'s' is a secret key, which JKS cannot hold"),
        (Entry(EntryKind.PRIVATE_KEY, alias="k", key_problem=LOCKED), "'k' would be lost in a copy: It does not open."),
        (Entry(EntryKind.CERTIFICATE, alias="c", problems=(LOCKED,)), "'c' would be lost in a copy: It does not open."),
        (Entry(EntryKind.PRIVATE_KEY, alias="k"), "'k' would be lost in a copy: its private key was not read"),
    ],
)
def test_what_would_be_lost_is_refused(entry: Entry, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        writable(store(certificate("a"), entry), "JKS", KINDS)
    assert words in str(refused.value)


def test_aliases_are_kept_or_made_after_the_certificate() -> None:
    entries = [certificate("Mine"), certificate(), certificate(of=OTHER), Entry(EntryKind.CERTIFICATE)]
    assert [one.alias for one in named(entries, lower=False)] == ["Mine", "root ca", "other", "entry-4"]
    assert [one.entry for one in named(entries, lower=False)] == entries


def test_an_alias_that_is_made_is_nobody_elses() -> None:
    entries = [certificate(), certificate(), certificate("root ca"), certificate("root ca (2)")]
    aliases = [one.alias for one in named(entries, lower=False)]
    assert aliases == ["root ca (3)", "root ca (4)", "root ca", "root ca (2)"]


@pytest.mark.parametrize("lower", [True, False])
def test_java_knows_no_capitals(lower: bool) -> None:
    entries = [certificate("Gateway"), certificate("gateway")]
    if not lower:
        assert [one.alias for one in named(entries, lower=False)] == ["Gateway", "gateway"]
        return
    with pytest.raises(UsageError, match="two entries would have the alias 'gateway'"):
        named(entries, lower=True)


def test_one_alias_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="two entries would have the alias 'a'"):
        named([certificate("a"), certificate("a")], lower=False)
