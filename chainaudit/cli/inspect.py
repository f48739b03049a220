"""``chainaudit inspect``: what is inside stores."""

from __future__ import annotations

import click

from chainaudit.cli import options
from chainaudit.cli.output import WIDE, is_terminal, layout, write_text


@click.command(
    short_help="Show what is inside stores, entry by entry.",
    epilog="Exit codes: 0 everything was read, 2 something could not be read.",
)
@click.argument("stores", nargs=-1, required=True, metavar="STORE...")
@options.password("Of the stores")
@options.key_passwords
@options.text_or_json
@options.output
@options.limits("one store", unpacked=True)
@click.pass_context
def inspect(ctx: click.Context, /, **chosen: object) -> None:
    r"""Show every entry of STORE: alias, kind, key, certificates, and whether the store's integrity was verified.

    A STORE is a file of any format, a directory, a URL, or '-' for standard input.

    \b
    chainaudit inspect keystore.jks
    chainaudit inspect --password env:STORE_PASSWORD keystore.p12 truststore.pem
    """
    from chainaudit.app.inspect_command import run_inspect
    from chainaudit.app.inspection import render_stores

    target = None if chosen["output"] is None else str(chosen["output"])
    stores, code = run_inspect(chosen)
    shown = layout(target)
    columns = shown.columns if is_terminal(target) else WIDE
    write_text(render_stores(stores, str(chosen["format_name"]), columns=columns, colour=shown.colour), target)
    ctx.exit(code)


COMMAND = inspect
