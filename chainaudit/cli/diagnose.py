"""``chainaudit diagnose``: captures, debug logs and error texts to the cause and what mends it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from chainaudit.cli import options
from chainaudit.cli.output import write_result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

_PROGRESS_BYTES = 4 << 20
"""Inputs below this are read before a bar could be seen."""


@click.command(
    short_help="Find out from captures, logs and error texts why a connection fails.",
    epilog="Exit codes: 0 nothing failed, 1 a cause was found, 2 something could not be read.",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--keylog", metavar="FILE", help="Secrets of the connections (SSLKEYLOGFILE), to look into TLS 1.3.")
@options.truststores("Whom the refusing side trusts.")
@click.option("--client-store", metavar="FILE", help="The client's keystore.")
@click.option("--server-store", metavar="FILE", help="The server's keystore.")
@click.option("--host", metavar="NAME", help="The host that the client asked for.")
@options.system
@click.option("--extract", metavar="DIR", help="Write the certificates that were found there.")
@click.option("--at", metavar="TIME", help="The moment for logs that hold no time. Default: the time of the file.")
@click.option(
    "--password",
    "passwords",
    multiple=True,
    metavar="[PATH=]SOURCE",
    help=f"Of the stores: {options.SOURCES}. Repeatable.",
)
@options.client_password
@options.side_key_passwords("client")
@options.server_password
@options.side_key_passwords("server")
@options.key_passwords
@options.truststore_passwords
@options.format_of("diagnosis")
@options.output
@click.pass_context
def diagnose(ctx: click.Context, /, **chosen: Any) -> None:  # noqa: ANN401 - options are of many kinds
    r"""Find the cause of a failed TLS connection in captures, debug logs and error texts, in any mix, also gzip.

    \b
    chainaudit diagnose capture.pcapng
    chainaudit diagnose client.log server.log --truststore trust.jks --client-store id.p12
    """
    from chainaudit.app.diagnosis.command import run_diagnose

    files: Sequence[str] = chosen["files"]
    with _progress(files) as progress:
        report, code = run_diagnose(chosen, progress)
    write_result("diagnosis", report, chosen["format_name"], chosen["output"])
    ctx.exit(code)


def _progress(files: Sequence[str]) -> AbstractContextManager[Callable[[int], None] | None]:
    """A bar of bytes on a terminal, for inputs that take a while."""
    from contextlib import nullcontext

    total = sum(os.path.getsize(path) for path in files if os.path.isfile(path))  # noqa: PTH113, PTH202
    if total < _PROGRESS_BYTES or not sys.stderr.isatty():
        return nullcontext(None)
    return _bar(total)


def _bar(total: int) -> AbstractContextManager[Callable[[int], None] | None]:
    from contextlib import contextmanager

    @contextmanager
    def shown() -> Iterator[Callable[[int], None]]:
        with click.progressbar(length=total, label="reading", file=sys.stderr) as bar:
            yield bar.update

    return shown()


COMMAND = diagnose
