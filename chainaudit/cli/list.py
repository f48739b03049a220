"""``chainaudit list``: what is there: checks, profiles, formats of stores and of reports, systems and the rest."""

from __future__ import annotations

import json

import click

from chainaudit.app.catalogue import KINDS
from chainaudit.cli import options


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

    click.echo(tabulate(rows, headers=header, tablefmt="simple", maxcolwidths=[None] * (len(header) - 1) + [70]))


COMMAND = list_things
