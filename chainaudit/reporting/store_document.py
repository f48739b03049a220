"""A store as JSON: what is in it, entry by entry, and what stood in the way; no secret ever."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from chainaudit.reporting.certificate_document import certificate_document, moment_text
from chainaudit.reporting.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.store import Entry, Problem, Store

_MILLENNIA = 253_402_300_799
"""The last second of the year 9999, beyond which no calendar moment can be written."""


def store_document(store: Store) -> dict[str, Any]:
    """Return a store as one JSON object: source, format, integrity, entries, error, and the stores inside."""
    return {
        "source": store.source,
        "format": store.format,
        "name_says": store.name_says,
        "integrity": store.integrity.value,
        "integrity_detail": store.integrity_detail or None,
        "entries": [entry_document(entry) for entry in store.entries],
        "error": problem_document(store.problem),
        "crls": len(store.crls),
        "notes": list(store.notes),
        "stores": [store_document(child) for child in store.children],
    }


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return one entry: alias, kind, certificates as fingerprints in stored order, and what is known of its key."""
    described = [
        {
            "subject": item.subject,
            "issuer": item.issuer,
            "not_before": moment_text(item.not_before),
            "not_after": moment_text(item.not_after),
            "serial_number": None if item.serial_number is None else f"{item.serial_number:x}",
        }
        for item in entry.described
    ]
    return {
        "alias": entry.alias,
        "kind": entry.kind.value,
        "certificates": [certificate.fingerprint for certificate in entry.certificates],
        "has_private_key": entry.has_private_key,
        "key_matches_certificate": entry.key_matches_certificate,
        "key": None if entry.key_algorithm is None else {"algorithm": entry.key_algorithm, "bits": entry.key_bits},
        "key_error": problem_document(entry.key_problem),
        "created": _created(entry.created),
        "trusted_for": None if entry.trusted_for is None else list(entry.trusted_for),
        "rejected_for": None if entry.rejected_for is None else list(entry.rejected_for),
        "errors": [problem_document(problem) for problem in entry.problems],
        "described": described,
    }


def stores_document(stores: Iterable[Store]) -> dict[str, Any]:
    """Return stores as one JSON document, with every certificate in them and in the stores that they hold."""
    shown = tuple(stores)
    certificates: dict[str, Certificate] = {}
    waiting = list(shown)
    while waiting:
        store = waiting.pop(0)
        certificates.update({certificate.fingerprint: certificate for certificate in store.certificates})
        waiting.extend(store.children)
    return {
        "schema": SCHEMA,
        "stores": [store_document(store) for store in shown],
        "certificates": {fingerprint: certificate_document(c) for fingerprint, c in certificates.items()},
    }


def problem_document(problem: Problem | None) -> dict[str, str] | None:
    """Return a problem as its kind and its sentence."""
    return None if problem is None else {"kind": problem.kind.value, "message": problem.message}


def _created(seconds: float | None) -> str | None:
    if seconds is None or not 0 <= seconds <= _MILLENNIA:
        return None
    return moment_text(datetime.fromtimestamp(seconds, tz=timezone.utc))
