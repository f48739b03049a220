"""``chainaudit inspect``: what is inside stores."""

from __future__ import annotations

import click

from chainaudit.cli import options
from chainaudit.cli.output import WIDE, is_terminal, write_result


@click.command(
    short_help="Show what is inside stores, entry by entry.",
    epilog="Exit codes: 0 everything was read, 2 something could not be read.",
)
@click.argument("stores", nargs=-1, required=True, metavar="STORE...")
@options.password("Of the stores")
@options.key_passwords
@options.format_of("stores")
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

    target = None if chosen["output"] is None else str(chosen["output"])
    stores, code = run_inspect(chosen)
    write_result("stores", stores, str(chosen["format_name"]), target, columns=None if is_terminal(target) else WIDE)
    ctx.exit(code)


COMMAND = inspect
