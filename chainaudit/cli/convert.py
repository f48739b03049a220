"""``chainaudit convert``: a copy of a store in another format."""

from __future__ import annotations

import click

from chainaudit.cli import options

written_as = click.option(
    "--to",
    "format_name",
    metavar="FORMAT",
    help="jks, pem, pkcs12 or pkcs12-java8; by default what the new name claims, else as it was.",
)
"""The format of a copy, for every command that writes one."""


@click.command(
    short_help="Copy a store into another format.",
    epilog="Exit codes: 0 the copy was written, 2 it was not, and nothing is left behind.",
)
@click.argument("store")
@click.option("-o", "--output", "target", required=True, metavar="NEW", help="The new file, which must not exist yet.")
@written_as
@options.password()
@options.key_passwords
@click.option("--new-password", metavar="SOURCE", help="Of the copy and its keys; by default the store's.")
@click.option("--no-password", is_flag=True, help="Write private keys in clear (PEM alone).")
@options.limits("the store")
def convert(**chosen: object) -> None:
    r"""Write a copy of STORE with its aliases, order and keys; never over an existing file, and with mode 0600.

    \b
    chainaudit convert keystore.jks -o keystore.p12 --password env:STORE_PASSWORD
    chainaudit convert keystore.p12 --to pkcs12-java8 -o old.p12 --password prompt
    """
    from chainaudit.app.convert_command import run_convert

    for sentence in run_convert(chosen):
        click.echo(sentence)


COMMAND = convert
