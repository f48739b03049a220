"""``chainaudit verify``: the main job."""

from __future__ import annotations

import click

from chainaudit.cli import options
from chainaudit.cli.output import write_report


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
@options.starttls
@options.servername
@options.connect_to
@options.timeout
@options.save_chain
@options.save_missing
@click.option("--host", metavar="NAME", help="The host name or IP address by which clients connect.")
@options.truststores("Who is trusted: a store, or certifi (the default), system or java.")
@click.option(
    "--untrusted", multiple=True, metavar="FILE", help="Certificates that may help to build a path. Repeatable."
)
@options.profiles
@click.option(
    "--purpose",
    type=click.Choice(["server", "client", "any"]),
    default="server",
    show_default=True,
    help="What the certificate is used for.",
)
@options.at
@click.option(
    "--partial-chain", is_flag=True, help="A path may end at any trusted certificate, not only at a self-signed one."
)
@click.option(
    "--crl", "crls", multiple=True, metavar="FILE", help="A certificate revocation list (PEM or DER). Repeatable."
)
@click.option("--ocsp", "ocsp_responses", multiple=True, metavar="FILE", help="An OCSP response (DER). Repeatable.")
@click.option(
    "--revocation",
    type=click.Choice(["if-given", "require-target", "require-all", "off"]),
    default="if-given",
    show_default=True,
    help="Whose status must be told by a CRL or an OCSP response that is given.",
)
@click.option(
    "--expires-soon",
    "expires_soon_days",
    type=click.IntRange(0, 3650),
    metavar="DAYS",
    help="When to warn that a certificate expires; by default 30, or a third of a short lifetime.",
)
@options.password()
@options.key_passwords
@options.truststore_passwords
@options.untrusted_passwords
@options.limits("one store", unpacked=True)
@options.system
@options.fail_on
@options.report_format
@options.output
@click.pass_context
def verify(ctx: click.Context, /, **chosen: object) -> None:
    r"""Say whether a certificate chain will be accepted, by whom, until when, and if not, every reason at once.

    \b
    chainaudit verify --store keystore.jks --host api.example.com
    chainaudit verify --presented chain.pem --truststore partners.jks --as java --as openssl
    """
    from chainaudit.app.verify_command import run_verify

    report, code = run_verify(chosen)
    target = None if chosen["output"] is None else str(chosen["output"])
    write_report(report, str(chosen["format_name"]), target)
    ctx.exit(code)


COMMAND = verify
