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
    click.echo(_filled(found.explanation, width) + "\n")
    click.echo(_filled(f"What to do: {found.remedy}", width) + "\n")
    for citation in found.cites:
        click.echo(f"  {citation}")
    if found.variants:
        click.echo("\n" + _filled(f"Variants: {', '.join(found.variants)}", width))


def _filled(text: str, width: int) -> str:
    """Break lines at blanks alone: ids and options have hyphens, and are copied."""
    return textwrap.fill(text, width, break_on_hyphens=False, break_long_words=False)


COMMAND = explain
