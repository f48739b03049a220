"""``chainaudit rehearse``: a handshake between two parties, played offline before anyone restarts a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from chainaudit.cli import options
from chainaudit.cli.output import write_result

if TYPE_CHECKING:
    from chainaudit.model.rehearsal import Link


@click.command(
    short_help="Play a handshake between two parties offline.",
    epilog="Exit codes: 0 every handshake succeeds, 1 one is refused, 2 it could not be decided.",
)
@click.option("--client-store", metavar="FILE", help="The client's identity, where it has one.")
@options.client_password
@options.side_key_passwords("client")
@click.option("--client-alias", metavar="ALIAS", help="The client's entry; by default its software picks.")
@click.option("--client-truststore", multiple=True, metavar="FILE", help="Whom the client trusts. Repeatable.")
@options.side_truststore_passwords("client")
@click.option("--client-chain", metavar="FILE", help="What the client presents, where only that is known.")
@click.option("--client-capture", metavar="FILE", help="A capture or log that shows what the client presents.")
@click.option("--client-as", default="openssl", show_default=True, metavar="PROFILE", help="The client's software.")
@click.option("--server-store", metavar="FILE", help="The server's identity.")
@options.server_password
@options.side_key_passwords("server")
@options.key_passwords
@click.option("--server-alias", metavar="ALIAS", help="The server's entry; by default its software picks.")
@click.option(
    "--server-truststore",
    multiple=True,
    metavar="FILE",
    help="Whom the server trusts as clients: it then asks for one.",
)
@options.side_truststore_passwords("server")
@click.option("--server-chain", metavar="FILE", help="What the server presents, where only that is known.")
@click.option("--server-capture", metavar="FILE", help="A capture or log that shows what the server presents.")
@click.option("--server-peer", metavar="HOST:PORT", help="A live server, asked now, in place of its store.")
@options.starttls
@click.option("--server-as", default="openssl", show_default=True, metavar="PROFILE", help="The server's software.")
@click.option("--keylog", metavar="FILE", help="The secrets of captures of TLS 1.3 (SSLKEYLOGFILE).")
@click.option("--client-auth", type=click.Choice(["required", "optional", "none"]), help="Default: required where the server has a truststore.")  # fmt: skip # noqa: E501
@click.option("--host", metavar="NAME", help="The name by which the client connects.")
@click.option(
    "--tls", type=click.Choice(["1.2", "1.3"]), default="1.3", show_default=True, help="The version they agree on."
)
@click.option("--links", "--config", "links", type=click.File("rb"), help="Parties and links in TOML, in place of the two sides.")  # fmt: skip # noqa: E501
@options.at
@options.format_of("rehearsals")
@options.output
@click.pass_context
def rehearse(ctx: click.Context, /, **chosen: Any) -> None:  # noqa: ANN401 - click hands over what the chosen are
    r"""Play both directions as each side would: what is sent, who refuses, with which alert, and every reason.

    \b
    chainaudit rehearse --client-as java-17 --client-truststore trust.jks \
        --server-as openssl --server-store server.pem --host api.example.com
    """
    from chainaudit.app.moments import moment
    from chainaudit.app.rehearse import rehearse as played

    rehearsals = played(_links(ctx, chosen), at=moment(chosen["at"]))
    write_result("rehearsals", rehearsals, chosen["format_name"], chosen["output"])
    if any(r.undetermined for r in rehearsals):
        ctx.exit(2)
    ctx.exit(0 if all(r.accepted for r in rehearsals) else 1)


def _links(ctx: click.Context, chosen: dict[str, Any]) -> tuple[Link, ...]:
    from chainaudit.app.links_file import decoded, links_of
    from chainaudit.app.parties import party
    from chainaudit.app.rehearse import link
    from chainaudit.errors import UsageError

    if chosen["links"] is not None:
        _refuse_beside_links(ctx)
        return links_of(decoded(chosen["links"].read(), chosen["links"].name), chosen["links"].name)
    if not any(chosen[f"server_{kind}"] for kind in ("store", "chain", "peer", "capture")):
        raise UsageError(
            "name the server's side: --server-store, --server-chain, --server-peer or --server-capture, or --links FILE"
        )
    if chosen["keylog"] and not (chosen["client_capture"] or chosen["server_capture"]):
        raise UsageError("--keylog means nothing without --client-capture or --server-capture")
    if chosen["key_passwords"] and not (chosen["client_store"] or chosen["server_store"]):
        raise UsageError("--key-password means nothing without --client-store or --server-store")
    sides = {side: party(f"the {side}", _described(side, chosen)) for side in ("client", "server")}
    described = {"host": chosen["host"], "client-authentication": chosen["client_auth"], "tls": chosen["tls"]}
    return (link("handshake", sides["client"], sides["server"], described),)


def _described(side: str, chosen: dict[str, Any]) -> dict[str, Any]:
    """Return what the options say of one side, under the names that a file of links has for it."""
    described = {
        "software": chosen[f"{side}_as"],
        "store": chosen[f"{side}_store"],
        "password": chosen[f"{side}_password"],
        "key-password": chosen[f"{side}_key_passwords"] or None,
        "alias": chosen[f"{side}_alias"],
        "truststore": chosen[f"{side}_truststore"] or None,
        "truststore-password": chosen[f"{side}_truststore_passwords"] or None,
        "chain": chosen[f"{side}_chain"],
        "capture": chosen[f"{side}_capture"],
    }
    if chosen[f"{side}_store"] and not described["key-password"]:
        described["key-password"] = chosen["key_passwords"] or None
    if chosen[f"{side}_capture"]:
        described |= {"capture-side": side, "keylog": chosen["keylog"]}
    if side == "server":
        described |= {"peer": chosen["server_peer"], "starttls": chosen["starttls"]}
    return described


def _refuse_beside_links(ctx: click.Context) -> None:
    """Refuse options that describe a side where a file describes all of them.

    Raises:
        UsageError: one is given.
    """
    from click.core import ParameterSource

    from chainaudit.errors import UsageError

    for option in ctx.command.params:
        name = option.name or ""
        if name not in _OF_ALL_LINKS and ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise UsageError(f"--links describes both sides; give what {option.opts[0]} says in its file")


_OF_ALL_LINKS: Final = frozenset({"links", "at", "format_name", "output"})

COMMAND = rehearse
