"""Turns the options of ``chainaudit verify`` into a question: sources of passwords, moments, revocation files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.asking import limits_of, opened_with_prompt, passwords_of
from chainaudit.app.endpoints import judged_name
from chainaudit.app.moments import moment
from chainaudit.app.passwords import require_stores
from chainaudit.app.targets import require_aliases
from chainaudit.app.verify import verify, worst_exit
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.peer import Peer
    from chainaudit.model.question import RevocationInputs
    from chainaudit.model.report import Report


def run_verify(options: Mapping[str, Any]) -> tuple[Report, int]:
    """Judge as the options ask; return the report and the exit code.

    Raises:
        UsageError: an option makes no sense.
    """
    _refuse_reading_twice(options)
    _refuse_without_peer(options)
    passwords, limits = passwords_of(options), limits_of(options)
    require_stores(passwords.truststores, options["truststores"], "--truststore-password")
    require_stores(passwords.untrusted, options["untrusted"], "--untrusted-password")
    subject = None
    if options["store"] is not None:
        subject, passwords = opened_with_prompt(options["store"], passwords, limits=limits)
        require_aliases(passwords.keys, subject, "--key-password")
    peer = _asked(options)
    report = verify(
        subject,
        alias=options["alias"],
        host=options["host"] if options["host"] is not None or peer is None else judged_name(peer.endpoint.host),
        truststores=options["truststores"],
        untrusted=options["untrusted"],
        presented=options["presented"],
        peer=peer,
        profiles=options["profiles"] or ("recommended",),
        purpose=options["purpose"],
        at=moment(options["at"]),
        partial_chain=options["partial_chain"],
        passwords=passwords,
        limits=limits,
        expires_soon_days=options["expires_soon_days"],
        revocation=_revocation(options),
        system=options["system"],
        cross_check=[name.strip() for name in (options["cross_check"] or "").split(",") if name.strip()],
    )
    code = worst_exit(report, options["fail_on"])
    if options["save_chain"] or options["save_missing"]:
        from chainaudit.app.saving import saved

        return saved(report, code, options["save_chain"], options["save_missing"])
    return report, code


def _revocation(options: Mapping[str, Any]) -> RevocationInputs | None:
    crls, responses, mode = options["crls"], options["ocsp_responses"], options["revocation"]
    if not crls and not responses and mode == "if-given":
        return None
    from chainaudit.app.revocation_files import revocation_inputs

    return revocation_inputs(crls, responses, mode)


def _refuse_reading_twice(options: Mapping[str, Any]) -> None:
    """Refuse two stores from standard input: the second would be empty, and an empty truststore refuses everybody.

    Raises:
        UsageError: more than one option is ``-``.
    """
    stores = (options["store"], options["presented"], *options["truststores"], *options["untrusted"])
    if stores.count("-") > 1:
        raise UsageError("standard input ('-') can be read for one store alone; give files for the others")


def _refuse_without_peer(options: Mapping[str, Any]) -> None:
    """Refuse options that say how a peer is asked where none is.

    Raises:
        UsageError: one is given without --peer.
    """
    for name in ("starttls", "servername", "connect_to"):
        if options[name] is not None and options["peer"] is None:
            raise UsageError(f"--{name.replace('_', '-')} says how a peer is asked; --peer HOST:PORT names it")
    for name in ("password", "key_passwords"):
        if options[name] and options["store"] is None and options["presented"] is None:
            option = f"--{name.replace('_', '-').replace('passwords', 'password')}"
            raise UsageError(f"{option} opens a store; there is no --store and no --presented")


def _asked(options: Mapping[str, Any]) -> Peer | None:
    """Ask the live peer, where one is named, for its chain and nothing else."""
    if options["peer"] is None:
        return None
    from chainaudit.app.connect import connect

    return connect(
        options["peer"],
        starttls=options["starttls"],
        server_name=options["servername"],
        connect_to=options["connect_to"],
        timeout_seconds=options["timeout"],
        versions=False,
        without_server_name=False,
    )
