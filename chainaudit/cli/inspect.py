"""``chainaudit inspect``: what is inside stores."""

from __future__ import annotations

import click

from chainaudit.cli.output import WIDE, is_terminal, layout, write_text


@click.command(
    short_help="Show what is inside stores, entry by entry.",
    epilog="Exit codes: 0 everything was read, 2 something could not be read.",
)
@click.argument("stores", nargs=-1, required=True, metavar="STORE...")
@click.option("--password", metavar="SOURCE", help="Of the stores: env:NAME, file:PATH, fd:N, prompt or pass:TEXT.")
@click.option(
    "--key-password",
    "key_passwords",
    multiple=True,
    metavar="[ALIAS=]SOURCE",
    help="Of a key that has its own. Repeatable.",
)
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output.")
@click.option("--max-rounds", type=click.IntRange(min=1), metavar="N", help="Of key derivation, for one key.")
@click.option("--max-entries", type=click.IntRange(min=1), metavar="N", help="Of one store.")
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="Of one file.")
@click.option("--max-unpacked-bytes", type=click.IntRange(min=1), metavar="N", help="Of what a file unpacks to.")
@click.pass_context
def inspect(ctx: click.Context, /, **options: object) -> None:
    r"""Show every entry of STORE: alias, kind, key, certificates, and whether the store's integrity was verified.

    A STORE is a file of any format, a directory, a URL, or '-' for standard input.

    \b
    chainaudit inspect keystore.jks
    chainaudit inspect --password env:STORE_PASSWORD keystore.p12 truststore.pem
    """
    from chainaudit.app.inspect_command import run_inspect
    from chainaudit.app.inspection import render_stores

    target = None if options["output"] is None else str(options["output"])
    stores, code = run_inspect(options)
    shown = layout(target)
    columns = shown.columns if is_terminal(target) else WIDE
    write_text(render_stores(stores, str(options["format_name"]), columns=columns, colour=shown.colour), target)
    ctx.exit(code)


COMMAND = inspect
