"""Turns the options of ``chainaudit diagnose`` into a diagnosis: key log, stores and their passwords, extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.advice import IDENTITY, TRUSTSTORE, with_advice
from chainaudit.app.diagnosis.diagnose import diagnose
from chainaudit.app.diagnosis.evidence_files import read_keylog
from chainaudit.app.diagnosis.join import EvidenceStores
from chainaudit.app.diagnosis.store_comparison import hindrance
from chainaudit.app.moments import moment
from chainaudit.app.opening import open_store
from chainaudit.app.passwords import given_password, keyed_passwords, require_stores
from chainaudit.app.targets import require_aliases
from chainaudit.app.truststores import open_truststore
from chainaudit.errors import UsageError
from chainaudit.model.reference import reference_identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chainaudit.model.diagnosis import DiagnosisReport
    from chainaudit.model.store import Store

NOTHING_FAILED, A_CAUSE, NOT_READ = 0, 1, 2


def run_diagnose(
    options: Mapping[str, Any], progress: Callable[[int], None] | None = None
) -> tuple[DiagnosisReport, int]:
    """Diagnose as the options ask; return the report and the exit code.

    Raises:
        UsageError: an option makes no sense; EvidenceError: the key log cannot be read.
    """
    if options["host"] is not None:
        reference_identifier(options["host"])
    keylog = read_keylog(options["keylog"]) if options["keylog"] else None
    stores = _stores(options)
    report = diagnose(
        options["files"],
        keylog=keylog,
        stores=stores,
        system=options["system"],
        at=moment(options["at"]) if options["at"] else None,
        progress=progress,
    )
    if options["extract"]:
        from chainaudit.app.diagnosis.extraction import extract

        extract(report, options["extract"])
    if not report.is_complete or _unread(stores):
        return report, NOT_READ
    return report, A_CAUSE if report.failed else NOTHING_FAILED


def _stores(options: Mapping[str, Any]) -> EvidenceStores:
    passwords = keyed_passwords(options["passwords"])
    own = keyed_passwords(options["truststore_passwords"])
    keystores = [path for path in (options["client_store"], options["server_store"]) if path is not None]
    require_stores(passwords, [*keystores, *options["truststores"]], "--password")
    require_stores(own, options["truststores"], "--truststore-password")
    truststore_passwords = {**passwords, **own}

    if options["key_passwords"] and not keystores:
        raise UsageError("--key-password means nothing without --client-store or --server-store")

    truststores = tuple(
        with_advice(
            open_truststore(path, password=truststore_passwords.get(path, truststore_passwords.get(None))), TRUSTSTORE
        )
        for path in options["truststores"]
    )
    client, server = (_keystore(side, options, passwords) for side in ("client", "server"))
    return EvidenceStores(truststores, client, server, options["host"])


def _keystore(side: str, options: Mapping[str, Any], passwords: Mapping[str | None, str]) -> Store | None:
    """Read the keystore of one side; its own options outweigh those for all stores and keys.

    Raises:
        UsageError: passwords are given for it, and no store.
    """
    path, own, key_option = options[f"{side}_store"], options[f"{side}_password"], f"--{side}-key-password"
    keys = keyed_passwords(options[f"{side}_key_passwords"])
    if path is None:
        if own or keys:
            option = f"--{side}-password" if own else key_option
            raise UsageError(f"{option} means nothing without --{side}-store")
        return None
    password = given_password(own, path) if own else passwords.get(path, passwords.get(None))
    opened = open_store(path, password=password, key_passwords={**keyed_passwords(options["key_passwords"]), **keys})
    require_aliases(keys, opened, key_option)
    return with_advice(opened, IDENTITY)


def _unread(stores: EvidenceStores) -> bool:
    """Whether a store that was given could not be read so far that it could be compared."""
    given = [*stores.truststores, *(store for store in (stores.client, stores.server) if store is not None)]
    return any(hindrance(store) for store in given)
