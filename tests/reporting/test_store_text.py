"""Stores as tables: within the terminal's columns, what is the same of many said once, nothing raw."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreErrorKind
from chainaudit.model.format import Layout
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from chainaudit.reporting.store_text import stores_text
from tests.validators.making import end

LONG = end("a-long-name." * 4 + "example").certificate


def keyed(alias: str, message: str, kind: StoreErrorKind = StoreErrorKind.PASSWORD_NEEDED) -> Entry:
    return Entry(
        EntryKind.PRIVATE_KEY,
        alias=alias,
        certificates=(LONG,),
        has_private_key=True,
        key_problem=Problem(kind, message),
    )


@pytest.mark.parametrize("columns", [80, 100, 120, 200])
def test_a_table_fits_the_columns(columns: int) -> None:
    store = Store("a.jks", "JKS", entries=(keyed("own", "The key of 'own' was not read."),))
    lines = stores_text([store], Layout(columns=columns)).splitlines()
    assert max(map(len, lines)) <= columns
    assert not any(line != line.rstrip() for line in lines)


def test_a_name_is_shown_whole_where_there_is_room() -> None:
    store = Store("a.jks", "JKS", entries=(keyed("own", "so."),))
    assert str(LONG.subject) in stores_text([store], Layout(columns=200))


def test_what_is_so_of_many_keys_is_said_once() -> None:
    entries = tuple(keyed(f"k{n}", f"The key of 'k{n}' was not read, for no password was given.") for n in range(5))
    text = stores_text([Store("a.jks", "JKS", entries=entries)], Layout())
    assert "The key of 'k0' (and of 4 others) was not read, for no password was given." in text
    assert "'k3'" not in text


def test_an_alias_is_put_before_what_does_not_name_it_and_only_then() -> None:
    entries = (keyed("one", "It is damaged."), keyed("two", "The key of 'two' is damaged."))
    lines = stores_text([Store("a.jks", "JKS", entries=entries)], Layout()).splitlines()
    assert "  'one': It is damaged." in lines
    assert "  The key of 'two' is damaged." in lines


def test_what_is_said_of_the_store_is_not_said_of_its_entries_again() -> None:
    problem = Problem(StoreErrorKind.TOO_EXPENSIVE, "The MAC was not checked. It asks for too much.")
    entries = (keyed("own", "It asks for too much."),)
    text = stores_text(
        [Store("a", "PKCS12", entries=entries, problem=problem, notes=("It asks for too much.",))], Layout()
    )
    assert text.count("It asks for too much.") == 1
