"""``chainaudit connect``: what live peers present, ask for and accept, judged."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from chainaudit.cli import options
from chainaudit.cli.output import layout, write_text

if TYPE_CHECKING:
    from chainaudit.model.peer import Peer


@click.command(
    short_help="Ask a live peer for its chain, versions and wishes, and judge them.",
    epilog="Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a peer could not be asked.",
)
@click.argument("addresses", nargs=-1, metavar="HOST:PORT...")
@click.option(
    "-f", "--file", "listing", type=click.File("rb"), help="Endpoints, one a line ('-' reads standard input)."
)
@options.starttls
@click.option("--host", metavar="NAME", help="The name that the certificate must be for, if it is not the one dialled.")
@options.servername
@click.option("--no-servername", is_flag=True, help="Send no SNI.")
@click.option("--ciphers", is_flag=True, help="List the cipher suites of each version too.")
@click.option("--no-versions", is_flag=True, help="Do not ask which versions are accepted.")
@click.option("--alpn", metavar="PROTOCOLS", help="Offer these by ALPN, separated by commas: h2,http/1.1.")
@click.option("--proxy", metavar="HOST:PORT", help="Go through this HTTP proxy (CONNECT).")
@options.connect_to
@options.timeout
@click.option("--at-once", type=click.IntRange(1, 256), default=16, show_default=True, help="Peers asked at a time.")
@options.truststores("Who is trusted: a store, or certifi (the default), system or java.")
@options.truststore_passwords
@options.profiles
@options.at
@click.option("--client-store", metavar="FILE", help="The client's own identity: which entry answers, and the attempt.")
@options.client_alias
@options.client_password
@options.side_key_passwords("client", "--key-password")
@options.save_chain
@options.save_missing
@options.system
@options.fail_on
@options.report_format
@options.output
@click.pass_context
def connect(ctx: click.Context, /, **chosen: Any) -> None:  # noqa: ANN401 - click hands over what the options are
    r"""Ask live peers: the chain as it is, even where the handshake fails, what is accepted, who may come as a client.

    Only handshakes are sent.

    \b
    chainaudit connect api.example.com:443
    chainaudit connect mail.example.com:25 --starttls smtp --truststore ours.jks
    """
    from chainaudit.app.connect_command import endpoints_of, run_connect

    endpoints = endpoints_of(chosen)
    shown = layout(chosen["output"])
    with _progress(len(endpoints)) as tick:
        text, code = run_connect(chosen, endpoints, columns=shown.columns, colour=shown.colour, done=tick)
    write_text(text, chosen["output"])
    ctx.exit(code)


class _progress:  # noqa: N801 - used like a function
    """A progress bar on standard error, for many peers on a terminal only."""

    def __init__(self, count: int) -> None:
        self._bar: Any = None
        if count > 1 and sys.stderr.isatty():
            self._bar = click.progressbar(length=count, label="Asking", file=sys.stderr)

    def __enter__(self) -> Any:  # noqa: ANN401 - a callback
        if self._bar is None:
            return None
        self._bar.__enter__()
        return self._tick

    def _tick(self, _peer: Peer) -> None:
        self._bar.update(1)

    def __exit__(self, *details: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*details)


COMMAND = connect
