"""``chainaudit verify``: the main job."""

from __future__ import annotations

import click

from chainaudit.cli.output import write_report

_FAIL_ON = ("error", "warning", "notice", "never")


@click.command(
    short_help="Judge an identity store, or a chain as a peer presents it.",
    epilog="Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 could not audit.",
)
@click.option(
    "--store", metavar="FILE", help="The identity: a store with a private key and its chain ('-' reads standard input)."
)
@click.option(
    "--cross-check", metavar="NAMES", help="Ask real verifiers too: openssl, pyca, java, separated by commas."
)
@click.option("--alias", help="The entry to judge; by default every key entry is.")
@click.option("--presented", metavar="FILE", help="Certificates only, in the order in which a peer sends them.")
@click.option("--peer", metavar="HOST:PORT", help="A live peer, asked now for the chain that it presents.")
@click.option(
    "--starttls", metavar="PROTOCOL", help="How the peer is talked into TLS: ftp, smtp, imap, ldap, postgres, ..."
)
@click.option("--servername", metavar="NAME", help="The name that SNI sends, if it is not the peer's host.")
@click.option("--connect-to", metavar="HOST:PORT", help="Dial this address instead, under the same names.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, metavar="SECONDS", help="For all that the peer is asked.")  # fmt: skip # noqa: E501
@click.option("--save-chain", metavar="FILE", help="Write the presented chain there as PEM, marked as unverified.")
@click.option(
    "--save-missing",
    metavar="FILE",
    help="Write the certificate that the truststore lacks there, marked as unverified.",
)
@click.option("--host", metavar="NAME", help="The host name or IP address by which clients connect.")
@click.option(
    "--truststore",
    "truststores",
    multiple=True,
    metavar="FILE",
    help="Who is trusted: a store, or certifi (the default), system or java. Repeatable.",
)
@click.option(
    "--untrusted", multiple=True, metavar="FILE", help="Certificates that may help to build a path. Repeatable."
)
@click.option(
    "--as",
    "profiles",
    multiple=True,
    metavar="PROFILE",
    help="By whom it is judged (see: chainaudit list profiles). Repeatable.",
)
@click.option(
    "--purpose",
    type=click.Choice(["server", "client", "any"]),
    default="server",
    show_default=True,
    help="What the certificate is used for.",
)
@click.option(
    "--at",
    metavar="TIME",
    help="The moment that is judged: 2027-01-31, 2027-01-31T12:00:00Z, seconds since 1970. Default: now.",
)
@click.option(
    "--partial-chain", is_flag=True, help="A path may end at any trusted certificate, not only at a self-signed one."
)
@click.option(
    "--crl", "crls", multiple=True, metavar="FILE", help="A certificate revocation list (PEM or DER). Repeatable."
)
@click.option("--ocsp", "ocsp_responses", multiple=True, metavar="FILE", help="An OCSP response (DER). Repeatable.")
@click.option(
    "--expires-soon",
    "expires_soon_days",
    type=click.IntRange(0, 3650),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="When to warn that a certificate expires.",
)
@click.option("--password", metavar="SOURCE", help="Of the store: env:NAME, file:PATH, fd:N, prompt or pass:TEXT.")
@click.option(
    "--key-password",
    "key_passwords",
    multiple=True,
    metavar="[ALIAS=]SOURCE",
    help="Of a key that has its own. Repeatable.",
)
@click.option(
    "--truststore-password",
    "truststore_passwords",
    multiple=True,
    metavar="[PATH=]SOURCE",
    help="Of a truststore. Repeatable.",
)
@click.option(
    "--untrusted-password",
    "untrusted_passwords",
    multiple=True,
    metavar="[PATH=]SOURCE",
    help="Of a store of untrusted certificates. Repeatable.",
)
@click.option(
    "--system", metavar="NAME", help="Whose commands the remedies are written in (see: chainaudit list systems)."
)
@click.option(
    "--fail-on",
    type=click.Choice(_FAIL_ON),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@click.option(
    "--format",
    "format_name",
    default="text",
    show_default=True,
    metavar="FORMAT",
    help="text, json (see: chainaudit list formats).",
)
@click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output.")
@click.pass_context
def verify(ctx: click.Context, /, **options: object) -> None:
    r"""Say whether a certificate chain will be accepted, by whom, until when, and if not, every reason at once.

    \b
    chainaudit verify --store keystore.jks --host api.example.com
    chainaudit verify --presented chain.pem --truststore partners.jks --as java --as openssl
    """
    from chainaudit.app.verify_command import run_verify

    report, code = run_verify(options)
    write_report(report, str(options["format_name"]), options["output"] and str(options["output"]))  # type: ignore[arg-type]
    ctx.exit(code)


COMMAND = verify
