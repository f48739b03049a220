"""``chainaudit complete``: the same store with its chains completed and put in order."""

from __future__ import annotations

import click

from chainaudit.cli import options
from chainaudit.cli.convert import written_as


@click.command(
    short_help="Write a copy of a store with its chains completed and in order.",
    epilog="Exit codes: 0 every chain is complete, 1 an issuer is missing, 2 nothing was written.",
)
@click.option(
    "--store", required=True, metavar="FILE", help="The store whose chains lack something ('-': standard input)."
)
@click.option("-o", "--output", "target", required=True, metavar="NEW", help="The copy; a file that is not there yet.")
@written_as
@click.option("--alias", help="The entry to complete; by default every one with a private key is.")
@click.option(
    "--untrusted", multiple=True, metavar="FILE", help="Certificates that may be missing in the chains. Repeatable."
)
@options.truststores("Where chains end: a store, or certifi (the default), system or java.")
@click.option("--fetch", is_flag=True, help="Fetch missing issuers from the http addresses that certificates name.")
@click.option("--include-root", is_flag=True, help="Put the root at the end of each chain too.")
@options.password()
@options.key_passwords
@options.truststore_passwords
@options.untrusted_passwords
@options.limits("the store")
@click.pass_context
def complete(ctx: click.Context, /, **chosen: object) -> None:
    r"""Write NEW: the store FILE with every chain completed and put in order, its keys, aliases and password kept.

    What is missing is taken from --untrusted, from the truststores and, with --fetch, from where the certificates say.
    The root is left out unless it stood in the chain. FILE is never changed, and NEW never overwritten.

    \b
    chainaudit complete --store keystore.p12 --password env:STORE_PASSWORD \
        --untrusted ca.pem -o new.p12
    chainaudit complete --store server.pem --fetch -o fullchain.pem
    """
    from chainaudit.app.complete_command import run_complete

    done, notes, code = run_complete(chosen)
    for line in notes:
        click.echo(f"chainaudit: {line}", err=True)
    for line in done:
        click.echo(line)
    ctx.exit(code)


COMMAND = complete
