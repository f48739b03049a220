"""The files of a hashed directory that OpenSSL finds, and those beside them that it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.canonical_name import name_hash
from chainaudit.model.store import Entry, EntryKind, Store
from chainaudit.readers.directory import files
from chainaudit.readers.directory.hashed_directory import CERTIFICATE_NAME, CRL_NAME

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Problem

_CERTIFICATE_ENDINGS: Final = (".pem", ".crt", ".cer", ".der")
_MAX_NAMED: Final = 5
"""How many of the names that OpenSSL does not find are told one by one."""


def read_path(path: str, request: ReadRequest) -> Store:
    """Read every file with a hashed name as trusted certificates, once each.

    Raises:
        StoreError: there are more files than are allowed.
        OSError: the directory cannot be read.
    """
    names = sorted(files.names(path))
    if len(names) > request.limits.entries:
        raise StoreError(StoreErrorKind.TOO_EXPENSIVE, f"{path} holds more than {request.limits.entries:,} files.")
    ends = _ends(names)
    entries: list[Entry] = []
    crls: list[bytes] = []
    problems: list[Problem] = []
    seen: set[Certificate] = set()
    missed: list[str] = []
    for name in names:
        if not (CERTIFICATE_NAME.match(name) or CRL_NAME.match(name)):
            continue
        inner = files.read_file(path, name, request)
        unfound = _why_not_found(name, inner, ends)
        if unfound is not None:
            missed.append(unfound)
            continue
        if inner.problem is not None:
            problems.append(inner.problem)
        crls += inner.crls
        for found in inner.entries:
            fresh = [certificate for certificate in found.certificates if certificate not in seen]
            seen.update(fresh)
            entries += [_trusted(certificate, found, len(entries) + number) for number, certificate in enumerate(fresh)]
    missed += _without_hash(path, names, seen, request)
    return Store(
        request.source,
        "CAPATH",
        entries=tuple(entries),
        crls=tuple(crls),
        problem=problems[0] if problems else None,
        notes=(*_at_most(missed), *(problem.message for problem in problems[1:])),
    )


def _trusted(certificate: Certificate, found: Entry, position: int) -> Entry:
    return Entry(
        EntryKind.TRUSTED_CERTIFICATE,
        position=position,
        certificates=(certificate,),
        trusted_for=found.trusted_for,
        rejected_for=found.rejected_for,
    )


def _ends(names: list[str]) -> dict[str, int]:
    """Return for each hash the first number that no file has."""
    numbers: dict[str, set[int]] = {}
    for name in names:
        if CERTIFICATE_NAME.match(name):
            numbers.setdefault(name[:8], set()).add(int(name[9:]))
    return {stem: next(n for n in range(len(there) + 1) if n not in there) for stem, there in numbers.items()}


def _why_not_found(name: str, inner: Store, ends: dict[str, int]) -> str | None:
    """Say why OpenSSL does not come to a file with a hashed name: a gap before its number, or another hash."""
    stem, _, number = name.partition(".")
    if number.isdecimal() and int(number) >= ends[stem]:
        return f"OpenSSL does not find {name}: it stops at the first number that is missing; run openssl rehash."
    if number.isdecimal() and inner.certificates and all(name_hash(c.subject) != stem for c in inner.certificates):
        wanted = name_hash(inner.certificates[0].subject)
        return f"OpenSSL does not find {name}: the hash of its subject is {wanted}; run openssl rehash."
    return None


def _without_hash(path: str, names: list[str], seen: set[Certificate], request: ReadRequest) -> list[str]:
    """Name the files with certificates that no hashed name leads to."""
    missed = []
    for name in names:
        if name.lower().endswith(_CERTIFICATE_ENDINGS):
            certificates = files.read_file(path, name, request).certificates
            if any(certificate not in seen for certificate in certificates):
                missed.append(f"OpenSSL does not find {name}: no hashed name leads to it; run openssl rehash.")
    return missed


def _at_most(told: list[str]) -> tuple[str, ...]:
    if len(told) > _MAX_NAMED:
        return (*told[:_MAX_NAMED], f"{len(told) - _MAX_NAMED} more files are not found either.")
    return tuple(told)
