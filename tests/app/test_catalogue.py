"""Every room whose modules are found can be listed."""

from __future__ import annotations

import pytest

from chainaudit.app.catalogue import KINDS, catalogue
from chainaudit.errors import UsageError
from chainaudit.model.cause import CAUSES


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_has_a_cell_for_every_column_and_a_name_of_its_own(kind: str) -> None:
    header, rows = catalogue(kind)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert header[-1] == "title"
    assert all(row[-1] for row in rows)
    names = [row[0] for row in rows]
    assert names == sorted(set(names))


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("written-formats", ("jks", ".jks")),
        ("starttls", ("ftp", "21")),
        ("software", ("transfer-cft", "transfer-cft")),
        ("checks", ("path.incomplete", "error", "path")),
    ],
)
def test_what_one_is_known_by_stands_beside_its_name(kind: str, row: tuple[str, ...]) -> None:
    _, rows = catalogue(kind)
    (found,) = [each for each in rows if each[0] == row[0]]
    assert found[: len(row)] == row


def test_all_causes_are_listed() -> None:
    assert [row[0] for row in catalogue("causes")[1]] == sorted(CAUSES)


def test_another_kind_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="no list of colours; there are: checks, profiles, formats"):
        catalogue("colours")
