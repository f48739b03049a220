"""What is judged in a store: the entry that was named, else every key entry, else what issued none of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model.context import StoreRole
from chainaudit.model.question import Target
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.store import Entry, Store

MAX_ALIAS: Final = 100
"""Characters of an alias that a message repeats; stores of strangers hold aliases of any length."""


def all_certificates(store: Store) -> tuple[Certificate, ...]:
    """Return every certificate of a store and of the stores inside it."""
    return (*store.certificates, *(c for child in store.children for c in all_certificates(child)))


def entries_of(store: Store) -> list[tuple[Store, Entry]]:
    """Return every entry of a store and of the stores inside it, each with the store that holds it."""
    return [
        *((store, entry) for entry in store.entries),
        *(pair for child in store.children for pair in entries_of(child)),
    ]


def require_aliases(keys: Iterable[str | None], store: Store, option: str) -> None:
    """Refuse the password of a key that is not there, where the store was read to its end.

    ``keys`` are the aliases that passwords are for, None for all; ``option`` is how they were given.

    Raises:
        UsageError: no entry has the alias.
    """
    entries = [] if store.problem is not None else [entry for _, entry in entries_of(store)]
    known = {entry.alias.casefold() for entry in entries if entry.alias is not None}
    for alias in keys:
        if known and alias is not None and alias.casefold() not in known:
            raise UsageError(f"{option} is for '{alias}', and {store.source} has no such alias")


def targets_of(store: Store, alias: str | None, role: StoreRole) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Return what is to be judged in a store, with sentences about how it was picked.

    Raises:
        UsageError: the store has no such alias, or there is no certificate at it.
    """
    entries = entries_of(store)
    if alias is not None:
        return _by_alias(store, entries, alias, role)
    if role is StoreRole.PRESENTED:
        return _presented(store)
    keyed = [(s, e) for s, e in entries if e.kind is EntryKind.PRIVATE_KEY and e.certificates]
    if keyed:
        told = f"{store.source} holds {len(keyed)} key entries; each is judged (--alias picks one)."
        return tuple(_identity(s, e) for s, e in keyed), (told,) if len(keyed) > 1 else ()
    lone = _issued_none(entries)
    told = f"{store.source} holds {_no_key(entries)}; every certificate that issued none of the others is judged."
    return tuple(_without_key(s, e, c, lone) for s, e, c in lone), (told,) if lone else _nothing_in(store)


def _presented(store: Store) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """Return the first certificate of the one chain that a file, an archive or a directory holds."""
    chains = [one for one in _with_stores_inside(store) if one.presented_order()]
    if not chains:
        return (), _nothing_in(store)
    if len(chains) > 1 and not store.presented_order():
        names = ", ".join(one.source for one in chains[:_NAMED])
        more = "" if len(chains) <= _NAMED else f" and {len(chains) - _NAMED} more"
        told = f"{store.source} holds certificates in {len(chains)} files, and a peer sends one chain"
        return (), (f"{told}; give one of them: {names}{more}.",)
    chain = chains[0].presented_order()
    return (Target(chain[0], chain, store=chains[0], entry=_holder(chains[0], chain[0])),), ()


_NAMED: Final = 5
"""Files that a sentence names."""


def _with_stores_inside(store: Store) -> Iterator[Store]:
    yield store
    for child in store.children:
        yield from _with_stores_inside(child)


def _nothing_in(store: Store) -> tuple[str, ...]:
    """Say why there is nothing to judge, where the store's own problem does not say it."""
    if store.problem is not None:
        return ()
    if any(entry.has_private_key for _, entry in entries_of(store)):
        return (f"{store.source} holds a private key and no certificate, so that nothing can be judged.",)
    return (f"{store.source} holds no certificate, so that nothing can be judged.",)


def _no_key(entries: list[tuple[Store, Entry]]) -> str:
    keys = any(entry.has_private_key for _, entry in entries)
    return "no certificate that belongs to its private key" if keys else "no private key (--presented wants none)"


def _without_key(
    store: Store, entry: Entry, certificate: Certificate, lone: list[tuple[Store, Entry, Certificate]]
) -> Target:
    """Return a certificate without its key; the issuers in a file without aliases come along, as a server sends it."""
    chain = entry.certificates
    if entry.alias is None:
        others = {c.der for _, _, c in lone if c.der != certificate.der}
        chain = tuple(c for c in store.presented_order() if c.der not in others)
    return Target(certificate, chain, store=store, entry=entry, is_identity=True)


def _by_alias(
    store: Store, entries: list[tuple[Store, Entry]], alias: str, role: StoreRole
) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    owners = [s for s, _ in entries]
    for owner in dict.fromkeys(owners):
        entry = owner.entry(alias)
        if entry is not None:
            if not entry.certificates:
                raise UsageError(f"'{alias}' in {store.source} holds no certificate (it is a {entry.kind.value})")
            target = _identity(owner, entry)
            return (
                target
                if role is StoreRole.IDENTITY
                else Target(target.certificate, target.presented, store=owner, entry=entry),
            ), ()
    if store.problem is not None:
        return (), ()
    known = ", ".join(f"'{e.alias[:MAX_ALIAS]}'" for _, e in entries[:20] if e.alias is not None) or "none"
    raise UsageError(f"{store.source} has no alias '{alias}'; there are: {known}")


def _identity(store: Store, entry: Entry) -> Target:
    return Target(entry.certificates[0], store.sent_with(entry), store=store, entry=entry, is_identity=True)


def _issued_none(entries: list[tuple[Store, Entry]]) -> list[tuple[Store, Entry, Certificate]]:
    everyone = [(s, e, c) for s, e in entries for c in e.certificates]
    issuers = {c.issuer.key for _, _, c in everyone if not c.is_self_issued}
    found, seen = [], set()
    for store, entry, certificate in everyone:
        if certificate.subject.key not in issuers and certificate.der not in seen:
            seen.add(certificate.der)
            found.append((store, entry, certificate))
    return found


def _holder(store: Store, certificate: Certificate) -> Entry | None:
    return next((e for _, e in entries_of(store) if certificate in e.certificates), None)
