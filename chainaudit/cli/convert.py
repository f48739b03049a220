"""``chainaudit convert``: a copy of a store in another format."""

from __future__ import annotations

import click


@click.command(
    short_help="Copy a store into another format.",
    epilog="Exit codes: 0 the copy was written, 2 it was not, and nothing is left behind.",
)
@click.argument("store")
@click.option("-o", "--output", "target", required=True, metavar="NEW", help="The new file, which must not exist yet.")
@click.option(
    "--to",
    "format_name",
    metavar="FORMAT",
    help="jks, pem, pkcs12 or pkcs12-java8; by default what the new name claims, else as it was.",
)
@click.option("--password", metavar="SOURCE", help="Of the store: env:NAME, file:PATH, fd:N, prompt or pass:TEXT.")
@click.option(
    "--key-password",
    "key_passwords",
    multiple=True,
    metavar="[ALIAS=]SOURCE",
    help="Of a key that has its own. Repeatable.",
)
@click.option("--new-password", metavar="SOURCE", help="Of the copy and its keys; by default the store's.")
@click.option("--no-password", is_flag=True, help="Write private keys in clear (PEM alone).")
@click.option("--max-rounds", type=click.IntRange(min=1), metavar="N", help="Of key derivation, for one key.")
@click.option("--max-entries", type=click.IntRange(min=1), metavar="N", help="Of the store.")
@click.option("--max-bytes", type=click.IntRange(min=1), metavar="N", help="Of the store's file.")
def convert(**options: object) -> None:
    r"""Write a copy of STORE with its aliases, order and keys; never over an existing file, and with mode 0600.

    \b
    chainaudit convert keystore.jks -o keystore.p12 --password env:STORE_PASSWORD
    chainaudit convert keystore.p12 --to pkcs12-java8 -o old.p12 --password prompt
    """
    from chainaudit.app.convert_command import run_convert

    for sentence in run_convert(options):
        click.echo(sentence)


COMMAND = convert
