"""What Apigee's answers tell: aliases, keys, and certificates known by description."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.store import CertificateDescription, Entry, EntryKind, Integrity, Problem, Store
from chainaudit.readers.apigee.distinguished_name_text import name_key
from chainaudit.readers.yaml_documents import documents, text_of

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest

MAX_OBJECTS: Final = 10_000
"""Answers in one file."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
_KEY_TYPES: Final = ("KEY_CERT", "KEY_PAIR")
_FRAGMENT: Final = re.compile(r'\A\s*"certInfo"\s*:')
_UNSEEN: Final = (
    "Apigee tells about certificates and does not hand them out: signatures, extensions and keys were not seen."
)
_LISTED: Final = "The answer names aliases and no certificates; ask .../aliases/NAME for each."


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every answer of a file; those about the same alias are put together.

    Raises:
        StoreError: it is malformed, or no such answer.
    """
    text = text_of(data)
    if _FRAGMENT.match(text):
        # As pages and tickets quote it: the one field, without the object around it.
        text = "{" + text.rstrip().rstrip(",") + "}"
    found = _Found()
    for document in documents(text, may_alias=False):
        found.take(document)
    if not found.entries and not found.is_known:
        raise StoreError(StoreErrorKind.NOT_A_STORE, "The JSON document names no alias and describes no certificate.")
    if len(found.entries) > request.limits.entries:
        raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"There are more than {request.limits.entries:,} entries.")
    entries = tuple(entry.but(position=position) for position, entry in enumerate(found.entries.values()))
    is_listed = bool(entries) and not any(entry.described for entry in entries)
    return Store(
        request.source,
        "Apigee",
        entries=entries,
        integrity=Integrity.NONE,
        integrity_detail=_UNSEEN,
        notes=(_UNSEEN, *((_LISTED,) if is_listed else ())),
    )


class _Found:
    """Entries by alias; what has none is kept under a number. ``is_known`` says that a keystore was listed."""

    __slots__ = ("_seen", "entries", "is_known")

    def __init__(self) -> None:
        self._seen = 0
        self.is_known = False
        self.entries: dict[str | int, Entry] = {}

    def take(self, document: Any) -> None:  # noqa: ANN401 - a document may be anything
        """Look at one document, and at the elements of a list."""
        waiting = [document]
        while waiting:
            item = waiting.pop()
            self._seen += 1
            if self._seen > MAX_OBJECTS:
                raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"There are more than {MAX_OBJECTS:,} answers.")
            if isinstance(item, list):
                room = MAX_OBJECTS + 1 - len(waiting)
                waiting += reversed(item[: max(room, 0)])
            elif isinstance(item, dict):
                self._take_object(item)

    def _take_object(self, item: dict[str, Any]) -> None:
        info = item.get("certsInfo")
        details = info if isinstance(info, dict) else item
        chain = details.get("certInfo")
        if isinstance(chain, list):
            name = item.get("alias") or details.get("certName") or item.get("name")
            has_key = bool(item.get("keyName")) or item.get("type") in _KEY_TYPES
            self._add(str(name) if name else None, _entry(chain, has_key=has_key))
            return
        for alias in item.get("aliases") or () if isinstance(item.get("aliases"), list) else ():
            if isinstance(alias, dict) and alias.get("aliasName"):
                self._add(str(alias["aliasName"]), _entry([], has_key=bool(alias.get("key"))))
            elif isinstance(alias, str):
                self._add(alias, _entry([], has_key=False))
        self.is_known = self.is_known or any(isinstance(item.get(name), list) for name in ("aliases", "certs", "keys"))
        if not item.get("aliases"):
            keys = _strings(item.get("keys"))
            for alias in dict.fromkeys((*_strings(item.get("certs")), *keys)):
                self._add(alias, _entry([], has_key=alias in keys))

    def _add(self, alias: str | None, entry: Entry) -> None:
        """Keep an entry; an answer about an alias that a listing named already adds what it knows."""
        if alias is None:
            self.entries[len(self.entries)] = entry
            return
        before = self.entries.get(alias)
        has_key = entry.has_private_key or (before is not None and before.has_private_key)
        described = entry.described or (before.described if before is not None else ())
        kind = EntryKind.PRIVATE_KEY if has_key else entry.kind
        self.entries[alias] = entry.but(alias=alias, kind=kind, has_private_key=has_key, described=described)


def _strings(value: Any) -> list[str]:  # noqa: ANN401 - what a document holds there
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _entry(chain: list[Any], *, has_key: bool) -> Entry:
    described = tuple(_description(item) for item in chain if isinstance(item, dict) and item.get("subject"))
    problem = Problem(StoreErrorKind.UNSUPPORTED, "Apigee never gives a private key away.") if has_key else None
    return Entry(
        EntryKind.PRIVATE_KEY if has_key else EntryKind.TRUSTED_CERTIFICATE,
        has_private_key=has_key,
        key_problem=problem,
        described=described,
    )


def _description(item: dict[str, Any]) -> CertificateDescription:
    subject, issuer = _text(item.get("subject")) or "", _text(item.get("issuer")) or ""
    constraints = (_text(item.get("basicConstraints")) or "").replace(" ", "").upper()
    return CertificateDescription(
        subject=subject,
        issuer=issuer,
        subject_key=name_key(subject),
        issuer_key=name_key(issuer),
        not_before=_moment(item.get("validFrom")),
        not_after=_moment(item.get("expiryDate")),
        serial_number=_serial_number(item.get("serialNumber")),
        version=_number(item.get("version")),
        says_ca={"CA:TRUE": True, "CA:FALSE": False}.get(constraints.partition(",")[0]),
        key_label=_text(item.get("publicKey")),
        subject_alternative_names=tuple(_strings(item.get("subjectAlternativeNames"))),
    )


def _text(value: Any) -> str | None:  # noqa: ANN401 - what a document holds there
    return value if isinstance(value, str) and value else None


def _number(value: Any) -> int | None:  # noqa: ANN401 - what a document holds there
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d{1,19}", value) else None


def _moment(value: Any) -> datetime | None:  # noqa: ANN401 - what a document holds there
    milliseconds = _number(value)
    if milliseconds is None:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def _serial_number(value: Any) -> int | None:  # noqa: ANN401 - what a document holds there
    digits = (_text(value) or "").replace(":", "").replace(" ", "")
    return int(digits, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,128}", digits) else None
