"""Which of the keys that could not be read a store reports as what stood in the way of reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import StoreErrorKind
from chainaudit.model.store import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.store import Entry


def first_key_problem(entries: Iterable[Entry]) -> Problem | None:
    """Return why the first key could not be read, where it is not only that no password was given."""
    for entry in entries:
        problem = entry.key_problem
        if problem is not None and problem.kind is not StoreErrorKind.PASSWORD_NEEDED:
            return Problem(problem.kind, f"The key of {entry.label} cannot be read. {problem.message}", problem.wants)
    return None
