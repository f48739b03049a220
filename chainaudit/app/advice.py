"""Says by which option the password is given that a reader lacked: readers know the secret, commands the option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import Secret, StoreErrorKind
from chainaudit.model.store import Problem

if TYPE_CHECKING:
    from chainaudit.model.store import Entry, Store


class PasswordOptions:
    """How the password of a store is given, and how that of a single key, where there is an option for it."""

    __slots__ = ("key", "store")

    def __init__(self, store: str, key: str | None = None) -> None:
        self.store = store
        self.key = key


IDENTITY = PasswordOptions("--password", "--key-password")
TRUSTSTORE = PasswordOptions("--truststore-password")
UNTRUSTED = PasswordOptions("--untrusted-password")
CLIENT = PasswordOptions("--client-password", "--client-key-password")


def with_advice(store: Store, options: PasswordOptions) -> Store:
    """Return the store, and those inside it, with the option named behind every problem that wants a password."""
    children = tuple(with_advice(child, options) for child in store.children)
    entries = store.entries
    if any(_wants(entry) for entry in entries):
        entries = tuple(
            entry.but(key_problem=advised(entry.key_problem, options)) if _wants(entry) else entry for entry in entries
        )
    problem = advised(store.problem, options)
    if problem is store.problem and entries is store.entries and children == store.children:
        return store
    return store.but(problem=problem, entries=entries, children=children)


def advised(problem: Problem | None, options: PasswordOptions) -> Problem | None:
    """Return a problem with a sentence behind its own that names the option; as it was where that would not help."""
    advice = None if problem is None else _advice(problem, options)
    if problem is None or advice is None:
        return problem
    return Problem(problem.kind, f"{problem.message} {advice}", problem.wants)


def _advice(problem: Problem, options: PasswordOptions) -> str | None:
    if problem.kind is StoreErrorKind.PASSWORD_NEEDED and problem.wants is not None:
        if problem.wants is Secret.KEY and options.key is not None:
            return f"Give it with {options.store}, or with {options.key} where the key has its own."
        return f"Give it with {options.store}."
    if problem.kind is StoreErrorKind.WRONG_PASSWORD and problem.wants is Secret.KEY and options.key is not None:
        return f"If the key has a password of its own, give it with {options.key} ALIAS=SOURCE."
    return None


def _wants(entry: Entry) -> bool:
    # The problems of certificates want no password, and asking for them would read those of a whole truststore.
    return entry.key_problem is not None and entry.key_problem.wants is not None
