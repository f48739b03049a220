"""What of a store a format can hold: aliases that are missing are made, what would be lost is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chainaudit.errors import UsageError
from chainaudit.model.store import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.store import Entry, Store


class Named(NamedTuple):
    """An entry and the alias under which it is written."""

    alias: str
    entry: Entry


def writable(store: Store, format_name: str, kinds: Iterable[EntryKind]) -> list[Entry]:
    """Return the entries.

    Raises:
        UsageError: one of them cannot be read, or is of a kind that the format does not hold.
    """
    allowed = frozenset(kinds)
    for entry in store.entries:
        problem = entry.key_problem or next(iter(entry.problems), None)
        if problem is not None:
            raise UsageError(f"{entry.label} would be lost in a copy: {problem.message}")
        if entry.kind not in allowed:
            words = entry.kind.value.replace("-", " ")
            raise UsageError(f"{entry.label} is a {words}, which {format_name} cannot hold")
        if entry.kind is EntryKind.PRIVATE_KEY and entry.private_key is None:
            raise UsageError(f"{entry.label} would be lost in a copy: its private key was not read")
    return list(store.entries)


def named(entries: Iterable[Entry], *, lower: bool) -> list[Named]:
    """Give every entry an alias, its own or one after its certificate; ``lower`` is how Java looks for them.

    Raises:
        UsageError: two aliases are the same.
    """
    found: list[Named] = []
    taken: set[str] = set()
    listed = list(entries)
    own = {e.alias.lower() if lower else e.alias for e in listed if e.alias is not None}
    for number, entry in enumerate(listed, 1):
        alias = entry.alias if entry.alias is not None else _invented(entry, number, own | taken)
        alias = alias.lower() if lower else alias
        if alias in taken:
            raise UsageError(f"two entries would have the alias '{alias}'; the format keeps one of them")
        taken.add(alias)
        found.append(Named(alias, entry))
    return found


def _invented(entry: Entry, number: int, taken: set[str]) -> str:
    name = entry.certificates[0].subject.common_name if entry.certificates else None
    base = (name or f"entry-{number}").strip().lower()
    alias, count = base, 1
    while alias in taken:
        count += 1
        alias = f"{base} ({count})"
    return alias
