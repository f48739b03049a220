"""``chainaudit openssl-verify``: the options, words and exit codes of `openssl verify`, by our own judgement."""

from __future__ import annotations

import sys

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": [], "allow_interspersed_args": False},
    short_help="Judge as `openssl verify` does, with its options.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def openssl_verify(arguments: tuple[str, ...]) -> int:
    r"""Judge certificates as `openssl verify` does: its options, its output and its exit codes.

    \b
    chainaudit openssl-verify -CAfile root.pem -untrusted chain.pem -purpose sslserver server.pem
    """
    from chainaudit.app.openssl_verify.command import openssl_verify as run

    answer = run(arguments, sys.stdin.buffer.read)
    for is_error, text in answer.said:
        click.echo(text.encode("utf-8", "surrogateescape"), err=is_error)
    return answer.code


COMMAND = openssl_verify
