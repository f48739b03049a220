"""``chainaudit list``: what is there: checks, profiles, formats of stores and of reports, systems and the rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from chainaudit.app.catalogue import KINDS
from chainaudit.cli import options
from chainaudit.cli.output import layout

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command(name="list", short_help="List checks, profiles, formats, systems and whatever else is built in.")
@click.argument("kind", type=click.Choice(KINDS))
@options.text_or_json
def list_things(kind: str, format_name: str) -> None:
    r"""List what chainaudit knows of one KIND.

    \b
    chainaudit list checks
    """
    from chainaudit.app.catalogue import catalogue

    header, rows = catalogue(kind)
    if format_name == "json":
        click.echo(json.dumps([dict(zip(header, row, strict=True)) for row in rows], indent=2, ensure_ascii=False))
        return
    from tabulate import tabulate

    widths = _widths([header, *rows], layout(None).columns)
    click.echo(tabulate(rows, headers=header, tablefmt="simple", maxcolwidths=widths))


def _widths(rows: Sequence[Sequence[object]], columns: int) -> list[int | None]:
    """Return how wide each column may be so that a table fits: the widest gives way, and no word is broken.

    Ids, in the first column, stay whole: they are what people copy.
    """
    columns_of = [[str(row[at]) for row in rows] for at in range(len(rows[0]))]
    widths = [max(len(cells[0]) + _GAP, *map(len, cells)) for cells in columns_of]  # headings are given room
    least = [max(len(word) for cell in cells for word in cell.split() or ("",)) for cells in columns_of]
    while sum(widths) + _GAP * (len(widths) - 1) > columns:
        giving = [at for at in range(1, len(widths)) if widths[at] > max(least[at], len(columns_of[at][0]) + _GAP)]
        if not giving:
            break
        widths[max(giving, key=widths.__getitem__)] -= 1
    return [None, *widths[1:]]


_GAP = 2
"""Columns between two of a table."""

COMMAND = list_things
