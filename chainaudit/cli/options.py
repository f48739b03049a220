"""The options that several commands have, each with one name, one meaning and one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Decorator: TypeAlias = Callable[[Any], Any]

SOURCES: Final = "env:NAME, file:PATH, fd:N, prompt or pass:TEXT"
"""Where a password may come from, as every option of a password says."""


def password(of: str = "Of the store") -> Decorator:
    """Return ``--password SOURCE``; ``of`` says what it opens."""
    return click.option("--password", metavar="SOURCE", help=f"{of}: {SOURCES}.")


key_passwords: Final = click.option(
    "--key-password",
    "key_passwords",
    multiple=True,
    metavar="[ALIAS=]SOURCE",
    help="Of a key that has its own. Repeatable.",
)
truststore_passwords: Final = click.option(
    "--truststore-password",
    "truststore_passwords",
    multiple=True,
    metavar="[PATH=]SOURCE",
    help="Of a truststore. Repeatable.",
)
untrusted_passwords: Final = click.option(
    "--untrusted-password",
    "untrusted_passwords",
    multiple=True,
    metavar="[PATH=]SOURCE",
    help="Of a store of untrusted certificates. Repeatable.",
)


def truststores(what: str) -> Decorator:
    """Return ``--truststore FILE``, repeatable; ``what`` says whom it is about."""
    return click.option("--truststore", "truststores", multiple=True, metavar="FILE", help=f"{what} Repeatable.")


client_password: Final = click.option("--client-password", metavar="SOURCE", help=f"Of --client-store: {SOURCES}.")
server_password: Final = click.option("--server-password", metavar="SOURCE", help=f"Of --server-store: {SOURCES}.")
client_alias: Final = click.option(
    "--client-alias", "--alias", "client_alias", metavar="ALIAS", help="The entry of --client-store to come with."
)


def side_key_passwords(side: str, *also: str) -> Decorator:
    """Return ``--client-key-password`` or ``--server-key-password``; ``also`` are further names of it."""
    return click.option(
        f"--{side}-key-password",
        *also,
        f"{side}_key_passwords",
        multiple=True,
        metavar="[ALIAS=]SOURCE",
        help=f"Of a key of --{side}-store that has its own. Repeatable.",
    )


def side_truststore_passwords(side: str) -> Decorator:
    """Return ``--client-truststore-password`` or ``--server-truststore-password``."""
    return click.option(
        f"--{side}-truststore-password",
        f"{side}_truststore_passwords",
        multiple=True,
        metavar="[PATH=]SOURCE",
        help=f"Of a --{side}-truststore. Repeatable.",
    )


def limits(of: str = "the store", *, unpacked: bool = False) -> Decorator:
    """Return the caps of reading that may be raised; ``unpacked`` adds the one on archives."""
    names = [("--max-rounds", "Of key derivation, for one key."), ("--max-entries", f"Of {of}.")]
    names.append(("--max-bytes", "Of one file."))
    if unpacked:
        names.append(("--max-unpacked-bytes", "Of what a file unpacks to."))

    def decorate(function: Any) -> Any:  # noqa: ANN401 - a function, or a command already
        for name, told in reversed(names):
            function = click.option(name, type=click.IntRange(min=1), metavar="N", help=told)(function)
        return function

    return decorate


timeout: Final = click.option(
    "--timeout",
    type=click.FloatRange(0.1, 600),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="For all that one peer is asked.",
)
starttls: Final = click.option(
    "--starttls", metavar="PROTOCOL", help="How the peer is talked into TLS first (see: chainaudit list starttls)."
)
servername: Final = click.option("--servername", metavar="NAME", help="The name that SNI sends, if it is not the host.")
connect_to: Final = click.option(
    "--connect-to", metavar="HOST:PORT", help="Dial this address instead, under the same names."
)
save_chain: Final = click.option(
    "--save-chain", metavar="FILE", help="Write the presented chain there as PEM, marked as unverified."
)
save_missing: Final = click.option(
    "--save-missing",
    metavar="FILE",
    help="Write the certificate that the truststore lacks there, marked as unverified.",
)
system: Final = click.option(
    "--system", metavar="NAME", help="Whose commands the remedies are written in (see: chainaudit list systems)."
)
fail_on: Final = click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "notice", "never")),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
at: Final = click.option(
    "--at",
    metavar="TIME",
    help="The moment that is judged: 2027-01-31, 2027-01-31T12:00:00Z, seconds since 1970. Default: now.",
)
profiles: Final = click.option(
    "--as",
    "profiles",
    multiple=True,
    metavar="PROFILE",
    help="By whom it is judged (see: chainaudit list profiles). Repeatable.",
)


def format_of(kind: str) -> Decorator:
    """Return ``--format FORMAT`` for one kind of result; a format that cannot say it is refused before work is done."""

    def known(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
        from chainaudit.app.registry import renderer

        renderer(value, kind)
        return value

    return click.option(
        "--format",
        "format_name",
        default="text",
        show_default=True,
        metavar="FORMAT",
        callback=known,
        help="text, json (see: chainaudit list reports).",
    )


report_format: Final = format_of("report")
text_or_json: Final = click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is told.",
)
output: Final = click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output.")
