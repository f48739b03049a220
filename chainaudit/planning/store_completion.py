"""The same store with the chains of its entries completed and put in order; what cannot be found is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chainaudit.errors import UsageError
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.store import Entry, Store
    from chainaudit.planning.chain_completion import Completion, Pool


class Completed(NamedTuple):
    """The store as it should be, what was done to it in sentences, and the issuers that were not found.

    ``notes`` tell what was asked for over the network, and what came of it.
    """

    store: Store
    done: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...] = ()


def complete_store(store: Store, pool: Pool, *, alias: str | None = None) -> Completed:
    """Complete every entry with a private key, or the one with ``alias``.

    A file of certificates without keys and aliases (PEM, PKCS 7) is put in order as a whole.

    Raises:
        UsageError: there is nothing in it that has a chain.
    """
    if alias is not None and store.entry(alias) is None:
        raise UsageError(f"{store.source} has no alias '{alias}'")
    if any(entry.has_private_key for entry in store.entries):
        return _with_keys(store, pool, alias)
    if not store.certificates or any(entry.alias is not None for entry in store.entries):
        raise UsageError(f"{store.source} holds no private key, so that there is no chain to complete")
    return _without_keys(store, pool)


def _with_keys(store: Store, pool: Pool, alias: str | None) -> Completed:
    entries: list[Entry] = []
    done: list[str] = []
    missing: list[str] = []
    taken: set[Certificate] = set()
    picked = store.entry(alias) if alias is not None else None
    for entry in store.entries:
        target = _target(entry, pool) if entry.has_private_key and (picked is None or entry is picked) else None
        if target is None:
            entries.append(entry)
            if entry.has_private_key and (picked is None or entry is picked):
                done.append(f"{entry.label}: no certificate belongs to its key.")
                missing.append(entry.label)
            continue
        completion = pool.complete(target, _stored(entry, store))
        entries.append(entry.but(certificates=completion.chain, is_unmatched=False))
        taken.update(completion.chain)
        done.append(_sentence(entry.label, completion))
        missing += [completion.missing_issuer] if completion.missing_issuer is not None else []
    kept = [entry for entry in entries if not _stands_twice(entry, taken)]
    return Completed(_renewed(store, kept), tuple(done), tuple(missing))


def _stored(entry: Entry, store: Store) -> tuple[Certificate, ...]:
    """Return an entry's certificates as they stand in the file, where the file is a sequence."""
    if store.file_order is None:
        return entry.certificates
    own = set(entry.certificates)
    return tuple(certificate for certificate in store.file_order if certificate in own)


def _stands_twice(entry: Entry, taken: set[Certificate]) -> bool:
    """Whether a nameless certificate stands in a chain now; where entries have names it is one of its own."""
    return (
        entry.alias is None
        and entry.kind is EntryKind.CERTIFICATE
        and bool(entry.certificates)
        and taken.issuperset(entry.certificates)
    )


def _target(entry: Entry, pool: Pool) -> Certificate | None:
    """Return the certificate that belongs to the key: one of the entry's own, else one that is at hand."""
    key = entry.private_key.public_key if entry.private_key is not None else entry.public_key
    if key is None:
        return entry.certificates[0] if entry.certificates else None
    for certificate in entry.certificates:
        if certificate.public_key == key:
            return certificate
    return pool.with_key(key)


def _without_keys(store: Store, pool: Pool) -> Completed:
    stored = store.presented_order()
    issuers = {certificate.issuer for certificate in stored if not certificate.is_self_issued}
    targets = [certificate for certificate in dict.fromkeys(stored) if certificate.subject not in issuers]
    chain: list[Certificate] = []
    done: list[str] = []
    missing: list[str] = []
    for target in targets or list(stored[:1]):
        above = [certificate for certificate in stored if certificate not in targets or certificate == target]
        completion = pool.complete(target, above)
        chain += [certificate for certificate in completion.chain if certificate not in chain]
        own = completion._replace(left_out=())
        done.append(_sentence(f"'{target.subject}'", own))
        missing += [completion.missing_issuer] if completion.missing_issuer is not None else []
    left_out = tuple(certificate for certificate in dict.fromkeys(stored) if certificate not in chain)
    if left_out:
        done.append(f"Left out: {_names(left_out)}.")
    by_certificate = {entry.certificates[0]: entry for entry in store.entries if len(entry.certificates) == 1}
    entries = [_entry(certificate, by_certificate) for certificate in chain]
    return Completed(_renewed(store, entries), tuple(done), tuple(missing))


def _entry(certificate: Certificate, known: dict[Certificate, Entry]) -> Entry:
    from chainaudit.model.store import Entry

    return known.get(certificate) or Entry(EntryKind.CERTIFICATE, certificates=(certificate,))


def _renewed(store: Store, entries: Iterable[Entry]) -> Store:
    numbered = tuple(entry.but(position=position) for position, entry in enumerate(entries))
    return store.but(entries=numbered, file_order=None)


def _sentence(label: str, completion: Completion) -> str:
    parts = []
    if completion.added:
        parts.append(f"added {_names(completion.added)}")
    if completion.is_reordered:
        parts.append("put in order")
    if completion.left_out:
        parts.append(f"left out {_names(completion.left_out)}")
    if completion.missing_issuer is not None:
        parts.append(f"still missing: the issuer '{completion.missing_issuer}'")
    return f"{label}: {'; '.join(parts) or 'complete and in order'}."


def _names(certificates: Iterable[Certificate]) -> str:
    return ", ".join(f"'{certificate.subject}'" for certificate in certificates)
