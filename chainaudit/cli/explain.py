"""``chainaudit explain``: what a check looks at, why it matters, which clause says so, and what to do."""

from __future__ import annotations

import textwrap

import click

from chainaudit.cli.output import layout

_WIDEST = 100
"""Columns beyond which prose is hard to read."""


@click.command(short_help="Say what a check means and what to do.")
@click.argument("identity", metavar="ID")
def explain(identity: str) -> None:
    r"""Say what the check ID looks at, why it matters, which clause says so, and what to do.

    \b
    chainaudit explain path.incomplete
    """
    from chainaudit import check

    width = min(layout(None).columns, _WIDEST)
    found = check(identity)
    click.echo(f"{found.id} ({found.severity.value}): {found.title}\n")
    click.echo(textwrap.fill(found.explanation, width) + "\n")
    click.echo(textwrap.fill(f"What to do: {found.remedy}", width) + "\n")
    for citation in found.cites:
        click.echo(f"  {citation}")
    if found.variants:
        click.echo("\n" + textwrap.fill(f"Variants: {', '.join(found.variants)}", width))


COMMAND = explain
