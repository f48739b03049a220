"""``chainaudit list``: what is there: checks, profiles, formats of stores and of reports, systems."""

from __future__ import annotations

import json

import click

KINDS = ("checks", "profiles", "formats", "reports", "systems", "causes")


@click.command(name="list", short_help="List checks, profiles, formats, reports, systems or causes.")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_things(kind: str, format_name: str) -> None:
    r"""List what chainaudit knows of one KIND.

    \b
    chainaudit list checks
    """
    from chainaudit import catalogue

    header, rows = catalogue(kind)
    if format_name == "json":
        click.echo(json.dumps([dict(zip(header, row, strict=True)) for row in rows], indent=2, ensure_ascii=False))
        return
    from tabulate import tabulate

    click.echo(tabulate(rows, headers=header, tablefmt="simple", maxcolwidths=[None] * (len(header) - 1) + [70]))


COMMAND = list_things
