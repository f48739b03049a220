"""What most software has in common: which key can be used, which names a truststore offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name
    from chainaudit.model.path import Anchor
    from chainaudit.model.store import Entry, Store


def key_fault(entry: Entry) -> str | None:
    """Say why the key of an entry cannot be used; None where it can."""
    if entry.kind is not EntryKind.PRIVATE_KEY or not entry.has_private_key:
        return f"{entry.label} has no private key"
    if entry.private_key is None:
        why = entry.key_problem.message if entry.key_problem is not None else "it could not be read"
        return f"the private key of {entry.label} cannot be used: {why}"
    if not entry.certificates:
        return f"{entry.label} has a key but no certificate"
    return None


def mismatched_key(entry: Entry) -> str | None:
    """The same, for software that compares the key with the certificate before it uses them."""
    fault = key_fault(entry)
    if fault is None and entry.key_matches_certificate is False:
        return f"the private key of {entry.label} does not belong to its certificate"
    return fault


def entry_chain(_store: Store, entry: Entry) -> tuple[Certificate, ...]:
    """Return the chain of the entry as it is stored."""
    return entry.certificates


def file_chain(store: Store, entry: Entry) -> tuple[Certificate, ...]:
    """Return the certificates of a file without aliases as they stand in it; else the chain of the entry."""
    return store.presented_order() if entry.alias is None and store.file_order is not None else entry.certificates


def subjects(anchors: Sequence[Anchor]) -> tuple[Name, ...]:
    """Return the name of each trusted certificate once."""
    found = {anchor.certificate.subject.key: anchor.certificate.subject for anchor in anchors}
    return tuple(found.values())


def numbers_of(reasons: Sequence[object]) -> list[int]:
    """Return the error numbers that a verifier says, in order."""
    return [number for reason in reasons if (number := getattr(reason, "number", None)) is not None]
