"""Turns the options of ``chainaudit diagnose`` into a diagnosis: key log, stores and their passwords, extraction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app.advice import TRUSTSTORE, PasswordOptions, with_advice
from chainaudit.app.diagnosis.diagnose import diagnose
from chainaudit.app.diagnosis.evidence_files import read_keylog
from chainaudit.app.diagnosis.join import EvidenceStores
from chainaudit.app.diagnosis.store_comparison import hindrance
from chainaudit.app.moments import moment
from chainaudit.app.opening import open_store
from chainaudit.app.passwords import keyed_passwords, require_stores
from chainaudit.app.truststores import open_truststore
from chainaudit.model.reference import reference_identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chainaudit.model.diagnosis import DiagnosisReport
    from chainaudit.model.store import Store

NOTHING_FAILED, A_CAUSE, NOT_READ = 0, 1, 2
_STORE: Final = PasswordOptions("--password")


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

    def opened(path: str | None) -> Store | None:
        if path is None:
            return None
        return with_advice(open_store(path, password=passwords.get(path, passwords.get(None))), _STORE)

    truststores = tuple(
        with_advice(
            open_truststore(path, password=truststore_passwords.get(path, truststore_passwords.get(None))), TRUSTSTORE
        )
        for path in options["truststores"]
    )
    return EvidenceStores(
        truststores, opened(options["client_store"]), opened(options["server_store"]), options["host"]
    )


def _unread(stores: EvidenceStores) -> bool:
    """Whether a store that was given could not be read so far that it could be compared."""
    given = [*stores.truststores, *(store for store in (stores.client, stores.server) if store is not None)]
    return any(hindrance(store) for store in given)
