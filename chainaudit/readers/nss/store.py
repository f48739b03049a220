"""What an NSS database holds: certificates, trust in objects of its own, and keys whose public half stands in clear."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.errors import Secret, StoreError, StoreErrorKind
from chainaudit.model.store import Entry, EntryKind, Integrity, Problem, Store
from chainaudit.readers.certificates import read_certificate
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.keys.pairing import FoundCertificate, FoundKey, pair
from chainaudit.readers.keys.problems import first_key_problem
from chainaudit.readers.nss import database as nss
from chainaudit.readers.nss import database_keys
from chainaudit.readers.nss.files import BERKELEY_MAGIC, CERTIFICATES_FILE, KEYS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import PrivateKey

MAX_DATABASE_BYTES: Final = 32 * 1024 * 1024
"""A profile that has seen every intermediate of the Web holds three."""

_LEGACY: Final = (
    "It is a Berkeley DB, as NSS wrote it before 2018 (cert8.db, key3.db), which is not read; convert it with "
    "certutil --upgrade-merge -d sql:NEW --source-dir OLD --upgrade-id 1."
)
_TRUSTED: Final = (0xCE534351, 0xCE534352)
"""CKT_NSS_TRUSTED (a certificate itself) and CKT_NSS_TRUSTED_DELEGATOR (a CA)."""
_NOT_TRUSTED: Final = 0xCE53435A


class _Trust(NamedTuple):
    trusted_for: tuple[str, ...] = ()
    rejected_for: tuple[str, ...] = ()


class _Key(NamedTuple):
    """A private key of the database: its row, and what came of opening it."""

    row: nss.Row
    private: PrivateKey | None
    problem: Problem | None


class _Keys(NamedTuple):
    keys: tuple[_Key, ...] = ()
    problem: Problem | None = None
    notes: tuple[str, ...] = ()


def read(data: bytes, request: ReadRequest) -> Store:
    """Read one file of a database, from wherever it came.

    Raises:
        StoreError: it is damaged, too large, or of the older kind.
    """
    if data.startswith(BERKELEY_MAGIC):
        raise StoreError(StoreErrorKind.UNSUPPORTED, _LEGACY)
    return _store({None: data}, request)


def read_path(path: str, request: ReadRequest) -> Store:
    """Read a database from its directory, or from one of its files and the other beside it.

    Raises:
        StoreError: it is damaged, too large, or of the older kind.
        OSError: a file cannot be read.
    """
    place = Path(path)
    folder = place if place.is_dir() else place.parent
    names = (KEYS_FILE,) if place.name == KEYS_FILE else (CERTIFICATES_FILE, KEYS_FILE)
    found = [folder / name for name in names if (folder / name).is_file()]
    if not found:
        raise StoreError(StoreErrorKind.UNSUPPORTED, _LEGACY)
    return _store({str(file): _content(file) for file in found}, request)


def _content(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_DATABASE_BYTES + 1)


def _store(databases: Mapping[str | None, bytes], request: ReadRequest) -> Store:
    certificates: list[nss.Row] = []
    trusts: list[nss.Row] = []
    keys = _Keys()
    for path, data in databases.items():
        if len(data) > MAX_DATABASE_BYTES:
            sentence = f"The NSS database has more than the {MAX_DATABASE_BYTES:,} bytes that are read."
            raise StoreError(StoreErrorKind.TOO_EXPENSIVE, sentence)
        with closing(nss.Database(data, request.source, path)) as database:
            by_class: dict[int, list[nss.Row]] = {}
            for row in database.rows(request.limits.entries):
                by_class.setdefault(row.number(nss.CLASS), []).append(row)
            certificates += by_class.get(nss.CERTIFICATE_CLASS, [])
            trusts += by_class.get(nss.TRUST_CLASS, [])
            found = by_class.get(nss.PRIVATE_KEY_CLASS, [])
            if found or keys.problem is None:
                keys = _open_keys(found, database.password_entry(), request, keys)
    entries, problems = _entries(certificates, _trust_by_digest(trusts), keys)
    return Store(
        request.source,
        "NSS",
        entries=entries,
        integrity=Integrity.NONE,
        integrity_detail="NSS keeps no MAC over certificates.",
        problem=keys.problem or (problems[0] if problems else first_key_problem(entries)),
        notes=keys.notes,
    )


def _open_keys(rows: list[nss.Row], entry: tuple[bytes, bytes] | None, request: ReadRequest, before: _Keys) -> _Keys:
    """Decrypt the private keys with the password, or with the empty one that a database without password has."""
    if entry is None:
        needed = Problem(StoreErrorKind.MALFORMED, "The database says nothing about its password.")
        return _Keys((*before.keys, *(_Key(row, None, needed) for row in rows)), before.problem, before.notes)
    opener, problem = None, None
    try:
        opener = _opener(entry, request)
    except StoreError as error:
        problem = Problem.of(error)
    if opener is not None:
        return _Keys((*before.keys, *(_opened(row, opener) for row in rows)), before.problem, before.notes)
    if problem is None and request.password is not None:
        problem = Problem(StoreErrorKind.WRONG_PASSWORD, "The password is not that of the NSS database.")
    closed = problem or Problem(
        StoreErrorKind.PASSWORD_NEEDED, "The key is encrypted, and no password of the database was given.", Secret.STORE
    )
    return _Keys((*before.keys, *(_Key(row, None, closed) for row in rows)), before.problem or problem, before.notes)


def _opener(entry: tuple[bytes, bytes], request: ReadRequest) -> database_keys.Opener | None:
    salt, check = entry
    for password in dict.fromkeys((request.password or "", "")):
        opener = database_keys.Opener(salt, password, WorkBudget.of(request))
        if opener.opens(check):
            return opener
    return None


def _opened(row: nss.Row, opener: database_keys.Opener) -> _Key:
    try:
        return _Key(row, database_keys.private_key(row, opener), None)
    except StoreError as error:
        return _Key(row, None, Problem.of(error))


def _trust_by_digest(rows: list[nss.Row]) -> dict[bytes, _Trust]:
    found = {}
    for row in rows:
        said = {purpose: row.number(column) for column, purpose in nss.TRUST_COLUMNS.items()}
        found[row.octets(nss.CERTIFICATE_SHA1)] = _Trust(
            tuple(purpose for purpose, value in said.items() if value in _TRUSTED),
            tuple(purpose for purpose, value in said.items() if value == _NOT_TRUSTED),
        )
    return found


def _entries(
    rows: list[nss.Row], trusts: dict[bytes, _Trust], keys: _Keys
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Make the entries: keys with their chains, what stands alone, what is trusted, and keys without a certificate."""
    found: list[FoundCertificate] = []
    problems: list[Problem] = []
    by_identifier: dict[bytes, list[FoundCertificate]] = {}
    for row in rows:
        certificate = read_certificate(row.octets(nss.VALUE))
        if isinstance(certificate, Problem):
            problems.append(certificate)
            continue
        item = _found(row, certificate, trusts, len(found))
        found.append(item)
        by_identifier.setdefault(row.octets(nss.IDENTIFIER), []).append(item)
    owners = {item.position: key for key in keys.keys for item in by_identifier.get(key.row.octets(nss.IDENTIFIER), ())}
    sole = [
        FoundKey(position, key.private, key.problem, found[position].alias, found[position].local_key_id)
        for position, key in owners.items()
    ]
    owned = {found[position].certificate: (found[position], key) for position, key in owners.items()}
    paired = pair(sole, found, one_issuer=True)
    # A certificate with a key and with trust is one entry, that of the key.
    entries = [
        _with_trust(entry, owned) for entry in paired if entry.has_private_key or entry.certificates[0] not in owned
    ]
    entries += _trusted_besides(found, entries)
    entries += [_lonely(key) for key in keys.keys if key.row.octets(nss.IDENTIFIER) not in by_identifier]
    return tuple(_numbered(entries)), tuple(problems)


def _found(row: nss.Row, certificate: Certificate, trusts: dict[bytes, _Trust], position: int) -> FoundCertificate:
    trust = trusts.get(hashlib.sha1(certificate.der, usedforsecurity=False).digest(), _Trust())
    return FoundCertificate(
        position,
        certificate,
        row.octets(nss.LABEL).decode("utf-8", "backslashreplace") or None,
        position.to_bytes(4, "big"),
        kind=EntryKind.TRUSTED_CERTIFICATE if trust.trusted_for else EntryKind.CERTIFICATE,
        trusted_for=trust.trusted_for,
        rejected_for=trust.rejected_for,
    )


def _with_trust(entry: Entry, owned: dict[Certificate, tuple[FoundCertificate, _Key]]) -> Entry:
    """Say of a key's entry what the database says in clear: its public half, and the trust of its certificate."""
    if not entry.has_private_key or not entry.certificates:
        return entry
    item, key = owned[entry.certificates[0]]
    public = database_keys.public_key(key.row)
    return Entry(
        entry.kind,
        alias=entry.alias,
        certificates=entry.certificates,
        has_private_key=True,
        private_key=entry.private_key,
        public_key=public,
        key_algorithm=public.algorithm if public is not None else entry.key_algorithm,
        key_bits=public.bits if public is not None else entry.key_bits,
        key_problem=entry.key_problem,
        trusted_for=item.trusted_for,
        rejected_for=item.rejected_for,
    )


def _trusted_besides(found: list[FoundCertificate], entries: list[Entry]) -> list[Entry]:
    """Return what trust was given to, and what stands so far in the chain of a key alone."""
    firsts = {entry.certificates[0] for entry in entries if entry.certificates}
    return [
        Entry(
            item.kind,
            alias=item.alias,
            certificates=(item.certificate,),
            trusted_for=item.trusted_for,
            rejected_for=item.rejected_for,
        )
        for item in found
        if item.certificate not in firsts and (item.trusted_for or item.rejected_for)
    ]


def _lonely(key: _Key) -> Entry:
    public = database_keys.public_key(key.row)
    return Entry(
        EntryKind.PRIVATE_KEY,
        alias=key.row.octets(nss.LABEL).decode("utf-8", "backslashreplace") or None,
        has_private_key=True,
        private_key=key.private,
        public_key=public,
        key_algorithm=public.algorithm if public is not None else None,
        key_bits=public.bits if public is not None else None,
        key_problem=key.problem,
    )


def _numbered(entries: list[Entry]) -> list[Entry]:
    for position, entry in enumerate(entries):
        entry.position = position
    return entries
