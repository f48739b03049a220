"""``chainaudit connect``: what live peers present, ask for and accept, judged."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from chainaudit.cli.output import layout, write_text

if TYPE_CHECKING:
    from chainaudit.model.peer import Peer

_FAIL_ON = ("error", "warning", "notice", "never")


@click.command(
    short_help="Ask a live peer for its chain, versions and wishes, and judge them.",
    epilog="Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 a peer could not be asked.",
)
@click.argument("addresses", nargs=-1, metavar="HOST:PORT...")
@click.option(
    "-f", "--file", "listing", type=click.File("rb"), help="Endpoints, one a line ('-' reads standard input)."
)
@click.option(
    "--starttls", metavar="PROTOCOL", help="ftp, smtp, lmtp, imap, pop3, ldap, postgres, mysql, xmpp, nntp, sieve."
)
@click.option("--host", metavar="NAME", help="The name that the certificate must be for, if it is not the one dialled.")
@click.option("--servername", metavar="NAME", help="The name that SNI sends, if it is not the host.")
@click.option("--no-servername", is_flag=True, help="Send no SNI.")
@click.option("--ciphers", is_flag=True, help="List the cipher suites of each version too.")
@click.option("--no-versions", is_flag=True, help="Do not ask which versions are accepted.")
@click.option("--alpn", metavar="PROTOCOLS", help="Offer these by ALPN, separated by commas: h2,http/1.1.")
@click.option("--proxy", metavar="HOST:PORT", help="Go through this HTTP proxy (CONNECT).")
@click.option("--connect-to", metavar="HOST:PORT", help="Dial this address instead, under the same names.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, metavar="SECONDS", help="For all that one peer is asked.")  # fmt: skip # noqa: E501
@click.option("--at-once", type=click.IntRange(1, 256), default=16, show_default=True, help="Peers asked at a time.")
@click.option("--truststore", "truststores", multiple=True, metavar="FILE", help="Who is trusted: a store, certifi (the default), system or java.")  # fmt: skip # noqa: E501
@click.option(
    "--truststore-password", "truststore_passwords", multiple=True, metavar="[PATH=]SOURCE", help="Of a truststore."
)
@click.option("--as", "profiles", multiple=True, metavar="PROFILE", help="By whom the chain is judged. Repeatable.")
@click.option("--at", metavar="TIME", help="The moment that is judged. Default: now.")
@click.option("--client-store", metavar="FILE", help="The client's own identity: which entry answers, and the attempt.")
@click.option("--alias", help="The entry of --client-store to come with.")
@click.option(
    "--client-password", metavar="SOURCE", help="Of --client-store: env:NAME, file:PATH, fd:N, prompt or pass:TEXT."
)
@click.option("--save-chain", metavar="FILE", help="Write the presented chain there as PEM, marked as unverified.")
@click.option("--save-missing", metavar="FILE", help="Write the certificate that the truststore lacks there.")
@click.option("--system", metavar="NAME", help="Whose commands the remedies are written in.")
@click.option("--fail-on", type=click.Choice(_FAIL_ON), default="error", show_default=True, help="From which severity on the exit code is 1.")  # fmt: skip # noqa: E501
@click.option("--format", "format_name", default="text", show_default=True, metavar="FORMAT", help="text or json.")
@click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output.")
@click.pass_context
def connect(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - click hands over what the options are
    r"""Ask live peers: the chain as it is, even where the handshake fails, what is accepted, who may come as a client.

    Only handshakes are sent.

    \b
    chainaudit connect api.example.com:443
    chainaudit connect mail.example.com:25 --starttls smtp --truststore ours.jks
    """
    from chainaudit.app.connect_command import endpoints_of, run_connect

    endpoints = endpoints_of(options)
    shown = layout(options["output"])
    with _progress(len(endpoints)) as tick:
        text, code = run_connect(options, endpoints, columns=shown.columns, colour=shown.colour, done=tick)
    write_text(text, options["output"])
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
