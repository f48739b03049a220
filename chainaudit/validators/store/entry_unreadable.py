"""An entry of a store, or the rest of the store, could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreErrorKind
from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import StoreContext
    from chainaudit.model.finding import Finding

_OTHERS: Final = frozenset(
    {StoreErrorKind.INTEGRITY, StoreErrorKind.EMPTY, StoreErrorKind.WRONG_PASSWORD, StoreErrorKind.UNREADABLE}
)
"""What other checks, or the reader itself, say of the whole store; a file that is not there has no entries."""

_REMEDIES: Final = {
    StoreErrorKind.NOT_A_STORE: "Name the file that holds the certificates (see: chainaudit list formats).",
    StoreErrorKind.UNSUPPORTED: "Have the store written in a format that is read (see: chainaudit list formats).",
    StoreErrorKind.TOO_EXPENSIVE: "If the store is what it should be, raise the limit.",
}
"""What is to be done where no entry is broken."""

MAX_REPORTED: Final = 50
"""Broken entries that are reported one by one; the last finding says how many more there are."""


def find(ctx: StoreContext) -> Iterator[Finding | Undetermined]:
    """Report what could not be read, entry by entry; a password that was not given is no fault of the store."""
    store = ctx.store
    broken = [(entry, problem) for entry in store.entries for problem in entry.problems]
    unread = [(e, p) for e, p in broken if p.kind is StoreErrorKind.PASSWORD_NEEDED]
    faulty = [(e, p) for e, p in broken if p.kind is not StoreErrorKind.PASSWORD_NEEDED]
    for entry, problem in unread[:1]:
        yield Undetermined(f"{entry.label}: {problem.message}", missing=True)
    for count, (entry, problem) in enumerate(faulty[:MAX_REPORTED], start=1):
        more = len(faulty) - MAX_REPORTED
        tail = f" (and {more} more such entries)" if count == MAX_REPORTED and more > 0 else ""
        finding = CHECK.finding(
            variant="entry",
            field="entry",
            observed=f"{entry.label} could not be read: {problem.message}{tail}",
            expected="an entry that the programs which use the store can read",
            actions=(Action("repair-store", store=store.source, alias=entry.alias or ""),),
            kind=problem.kind.value,
            alias=entry.alias,
            entry_position=entry.position,
        )
        yield finding.but(store=store.source, alias=entry.alias)
    if store.problem is not None and store.problem.kind not in _OTHERS:
        yield from _whole(ctx)


def _whole(ctx: StoreContext) -> Iterator[Finding | Undetermined]:
    store, problem = ctx.store, ctx.store.problem
    if problem is None or problem.kind is StoreErrorKind.PASSWORD_NEEDED:
        yield Undetermined(problem.message if problem else "", missing=True)
        return
    if store.entries:
        how_far = f"after {_entries(len(store.entries))} the store could not be read any further"
    else:
        how_far = "the store could not be read"
    finding = CHECK.finding(
        variant="store",
        field="store",
        observed=f"{how_far}: {problem.message}",
        expected="a store that can be read to its end",
        remedy=_REMEDIES.get(problem.kind, CHECK.remedy),
        actions=() if problem.kind in _REMEDIES else (Action("repair-store", store=store.source),),
        kind=problem.kind.value,
        entries=len(store.entries),
    )
    yield finding.but(store=store.source)


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


CHECK = Check(
    id="store.entry-unreadable",
    title="An entry of the store cannot be read",
    severity=Severity.ERROR,
    scope=Scope.STORE,
    cites=(Citation("Java KeyStore", "KeyStore.load"), Citation("RFC 7468", "3"), Citation("RFC 7292", "4.2")),
    explanation=(
        "Part of the store is damaged or in a form that could not be understood. The other entries were read and "
        "judged, but the program that uses the store may refuse it as a whole, or silently go without the broken "
        "entry."
    ),
    remedy="Export the good entries into a new store and add the broken one again from its source.",
    find=find,
    variants=("entry", "store"),
)
