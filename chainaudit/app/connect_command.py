"""Turns the options of ``chainaudit connect`` into questions to peers, and their answers into one report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app.advice import TRUSTSTORE, with_advice
from chainaudit.app.asking import passwords_of
from chainaudit.app.client_identity import ClientIdentity, left_open
from chainaudit.app.connect import ask_many, starttls_named
from chainaudit.app.endpoints import endpoint, judged_name, listed
from chainaudit.app.moments import moment
from chainaudit.app.passwords import given_password, keyed_passwords, require_stores
from chainaudit.app.rendering import render
from chainaudit.app.saving import saved
from chainaudit.app.truststores import CERTIFI, open_truststore
from chainaudit.app.verify import verify, worst_exit
from chainaudit.errors import UsageError
from chainaudit.model.check import gravest_of_each
from chainaudit.model.reference import reference_identifier
from chainaudit.model.report import Report
from chainaudit.peer.probe import Wishes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from chainaudit.model.peer import Endpoint, Peer


CANNOT_AUDIT: Final = 2
MAX_PROTOCOL_BYTES: Final = 255
"""The longest name of a protocol in ALPN (RFC 7301, 3.1)."""


def endpoints_of(options: Mapping[str, Any]) -> list[Endpoint]:
    """Return the endpoints that the options name.

    Raises:
        UsageError: there are none, or one makes no sense.
    """
    texts = [("", text) for text in options["addresses"]]
    if options["listing"]:
        texts += listed(options["listing"].read(), getattr(options["listing"], "name", "the list"))
    if not texts:
        raise UsageError("name a peer: chainaudit connect HOST:PORT")
    starttls_named(options["starttls"])
    if options["host"] is not None:
        reference_identifier(options["host"])
    found = []
    for place, text in texts:
        try:
            found.append(_endpoint(text, options))
        except UsageError as error:
            raise UsageError(f"{place}: {error}" if place else str(error)) from error
    return found


def _endpoint(text: str, options: Mapping[str, Any]) -> Endpoint:
    made = endpoint(
        text,
        starttls=options["starttls"],
        server_name=options["servername"],
        send_server_name=not options["no_servername"],
        connect_to=options["connect_to"],
        proxy=options["proxy"],
    )
    if options["host"] is None:
        reference_identifier(judged_name(made.host))  # one that cannot be judged is told before anybody is asked
    return made


def run_connect(
    options: Mapping[str, Any],
    endpoints: Sequence[Endpoint],
    *,
    columns: int,
    colour: bool,
    done: Callable[[Peer], None] | None = None,
) -> tuple[str, int]:
    """Ask the endpoints, judge what they present, and return the document and the exit code.

    Raises:
        UsageError: an option makes no sense.
    """
    wishes = Wishes(
        versions=not options["no_versions"],
        ciphers=options["ciphers"],
        alpn=_protocols(options["alpn"] or ""),
    )
    _refuse_what_does_nothing(options, endpoints)
    passwords = passwords_of(options)
    require_stores(passwords.truststores, options["truststores"], "--truststore-password")
    trusted = [
        with_advice(open_truststore(t, password=passwords.of_truststore(t)), TRUSTSTORE)
        for t in options["truststores"] or (CERTIFI,)
    ]
    at = moment(options["at"])
    client = _client(options, at)
    reports, unknown = [], False
    asked = ask_many(
        endpoints,
        wishes,
        options["timeout"],
        at_once=options["at_once"],
        then=client.tried if client else None,
        done=done,
    )
    for peer in asked:
        report = verify(
            peer=peer,
            host=judged_name(peer.endpoint.host) if options["host"] is None else options["host"],
            truststores=trusted,
            profiles=options["profiles"] or ("recommended",),
            at=at,
            system=options["system"],
            client=client.store if client else None,
            client_alias=options["client_alias"],
        )
        if client and peer.handshake.spoke_tls and peer.handshake.authorities is None:
            report = report.noted(f"{peer.endpoint.label} asks for no client certificate, so that none was tried.")
        if client and (open_question := left_open(peer.client_choice, peer.endpoint.label)):
            report, unknown = report.noted(open_question), True
        reports.append(report)
    whole = together(reports)
    code = CANNOT_AUDIT if unknown else worst_exit(whole, options["fail_on"])
    told, code = saved(whole, code, options["save_chain"], options["save_missing"])
    return render(told, options["format_name"], columns=columns, colour=colour), code


def _refuse_what_does_nothing(options: Mapping[str, Any], endpoints: Sequence[Endpoint]) -> None:
    """Refuse options that mean nothing beside the others.

    Raises:
        UsageError: there is one.
    """
    for name in ("client_alias", "client_password", "client_key_passwords"):
        if options[name] and not options["client_store"]:
            option = f"--{name.replace('_', '-').replace('passwords', 'password')}"
            raise UsageError(f"{option} means nothing without --client-store")
    if options["servername"] is not None and options["no_servername"]:
        raise UsageError("--servername and --no-servername contradict each other")
    if options["ciphers"] and options["no_versions"]:
        raise UsageError("--ciphers asks for the suites of each version that is accepted; leave --no-versions out")
    for name in ("save_chain", "save_missing"):
        if options[name] and len(endpoints) > 1:
            raise UsageError(f"--{name.replace('_', '-')} writes what one peer sent; ask it alone")


def _protocols(text: str) -> tuple[str, ...]:
    """Return the names of ALPN, each of 1 to 255 bytes (RFC 7301, 3.1).

    Raises:
        UsageError: one is longer, or not ASCII.
    """
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    for name in names:
        if not name.isascii() or len(name) > MAX_PROTOCOL_BYTES:
            raise UsageError("--alpn takes names such as h2,http/1.1: ASCII, up to 255 characters each")
    return names


def _client(options: Mapping[str, Any], at: datetime) -> ClientIdentity | None:
    if not options["client_store"]:
        return None
    return ClientIdentity(
        options["client_store"],
        options["client_alias"],
        given_password(options["client_password"]),
        key_passwords=keyed_passwords(options["client_key_passwords"]),
        moment=at,
    )


def together(reports: Sequence[Report]) -> Report:
    """Put the reports of several peers into one; shared stores stand once, and a check's gravest outcome counts."""
    if len(reports) == 1:
        return reports[0]
    stores = {id(store): store for report in reports for store in report.stores}
    return Report(
        stores=tuple(stores.values()),
        targets=tuple(target for report in reports for target in report.targets),
        findings=tuple(finding for report in reports for finding in report.findings),
        outcomes=gravest_of_each(report.outcomes for report in reports),
        notes=tuple(dict.fromkeys(note for report in reports for note in report.notes)),
        peers=tuple(peer for report in reports for peer in report.peers),
        undetermined={check: why for report in reports for check, why in report.undetermined.items()},
    )
