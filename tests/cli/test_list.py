"""Every list that there is can be had as a table and as JSON, and both say the same."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from chainaudit.app.catalogue import KINDS, catalogue
from chainaudit.cli.list import list_things


def listed(*arguments: str) -> str:
    done = CliRunner().invoke(list_things, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("kind", KINDS)
def test_json_has_every_row(kind: str) -> None:
    header, rows = catalogue(kind)
    assert rows
    assert json.loads(listed(kind, "--format", "json")) == [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_names_every_one(kind: str) -> None:
    header, rows = catalogue(kind)
    told = listed(kind)
    assert told.split()[0] == header[0]
    first_columns = {line.split()[0] for line in told.splitlines() if line.strip()}
    assert {row[0] for row in rows} <= first_columns


def test_a_list_that_is_not_there() -> None:
    done = CliRunner().invoke(list_things, ["secrets"])
    assert done.exit_code == 2
    assert "'secrets' is not one of" in done.output
