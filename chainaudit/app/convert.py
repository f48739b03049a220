"""A copy of a store in another format, with its aliases, order and keys; read back before it gets its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from chainaudit.app.new_file import write_new_file
from chainaudit.app.opening import Access, read_bytes
from chainaudit.errors import ChainauditError, StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.store import Entry, Store
    from chainaudit.model.writer import Writer


class Written(NamedTuple):
    """What was written: by which writer, and what is otherwise than it was."""

    writer: Writer
    notes: tuple[str, ...]


_BY_FORMAT: Final = {"JKS": "jks", "JCEKS": "jks", "PKCS12": "pkcs12"}
"""The writer for a store of a format, where neither a format nor the new name says which; PEM for all others."""


def writer_for(store: Store, target: str, format_name: str | None = None) -> Writer:
    """Return the writer that was asked for, else the one that the target's name claims, else the store's own format.

    Raises:
        UsageError: there is no such format to write.
    """
    from chainaudit.app.registry import readers, writers

    known = {writer.name: writer for writer in writers()}
    if format_name is not None:
        if format_name not in known:
            raise UsageError(f"there is no format '{format_name}' to write; there are {', '.join(sorted(known))}")
        return known[format_name]
    extension = os.path.splitext(target)[1].lower()  # noqa: PTH122 - a name, perhaps of a file that is not there
    for writer in known.values():
        if extension in writer.extensions:
            return writer
    claims = {reader.name.lower() for reader in readers() if extension in reader.extensions}
    if claims and not claims & set(known):
        formats = ", ".join(sorted(known))
        raise UsageError(f"{target} claims a format that is not written; choose another name, or one of --to {formats}")
    if claims:
        return known[min(claims & set(known))]
    return known[_BY_FORMAT.get(store.format, "pem")]


def write_store(
    store: Store,
    target: str,
    *,
    format_name: str | None = None,
    password: str | None = None,
    key_passwords: Mapping[str | None, str] | None = None,
) -> Written:
    """Write ``store`` to the new file ``target``, mode 0600; return the writer that did it, and what changed.

    ``password`` is that of the new store and of its keys, but for those that ``key_passwords`` names by alias.

    Raises:
        UsageError: the file is there, cannot be written, or the format cannot hold what is in the store.
    """
    from chainaudit.model.writer import WriteRequest

    writer = writer_for(store, target, format_name)
    content = writer.write(store, WriteRequest(password, key_passwords))
    again = read_bytes(content, target, Access(password, _lowered(key_passwords)))
    if again.problem is not None or _kept(again) != _kept(store):
        raise ChainauditError(f"what would be written to {target} does not read back as it was; nothing was written")
    write_new_file(target, content)
    return Written(writer, tuple(_changed(store, again)))


def whole(store: Store) -> Store:
    """Return the store where everything in it was read.

    Raises:
        StoreError: something was not, and would be lost in a copy.
        UsageError: it holds other stores.
    """
    if store.problem is not None:
        raise store.problem.error()
    if store.children:
        raise UsageError(f"{store.source} holds other stores; convert the one inside")
    for entry in store.entries:
        problem = entry.key_problem or next(iter(entry.problems), None)
        if problem is not None:
            raise StoreError(problem.kind, f"{entry.label} would be lost in a copy: {problem.message}")
    return store


def _lowered(key_passwords: Mapping[str | None, str] | None) -> dict[str | None, str]:
    return {None if name is None else name.lower(): password for name, password in (key_passwords or {}).items()}


def _kept(store: Store) -> tuple[object, ...]:
    """Return what every copy must keep: each key with its certificate, each secret, and every certificate."""
    keys = sorted((key for entry in store.entries if (key := _key(entry))), key=repr)
    return keys, {certificate.fingerprint for certificate in store.certificates}


def _key(entry: Entry) -> tuple[object, ...]:
    secret = entry.private_key.reveal() if entry.private_key is not None else entry.secret
    return (secret, entry.certificates[0].fingerprint if entry.certificates else None) if secret else ()


def _changed(store: Store, again: Store) -> list[str]:
    """Say which chains the new format gives back otherwise: PKCS 12 and PEM hold certificates, not chains."""
    notes = []
    copies = {_key(entry): entry for entry in again.entries}
    for entry in store.entries:
        copy = copies.get(_key(entry))
        if entry.private_key is not None and copy is not None and copy.certificates != entry.certificates:
            notes.append(f"{entry.label}: the new format links the chain anew, so that its order or extent changes.")
    return notes
