"""Turns the options of ``chainaudit inspect`` into stores that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app.asking import limits_of, opened_with_prompt, passwords_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chainaudit.model.store import Store

READ: Final = 0
NOT_READ: Final = 2


def run_inspect(options: Mapping[str, Any]) -> tuple[tuple[Store, ...], int]:
    """Read the stores that the options name; return them and the exit code.

    Raises:
        UsageError: an option makes no sense.
    """
    passwords, limits = passwords_of(options), limits_of(options)
    stores = tuple(opened_with_prompt(path, passwords, limits=limits)[0] for path in options["stores"])
    return stores, exit_code(stores)


def exit_code(stores: Iterable[Store]) -> int:
    """Return 0 where everything was read, 2 where something stood in the way, in stores inside stores too."""
    waiting = list(stores)
    while waiting:
        store = waiting.pop()
        if store.problem is not None:
            return NOT_READ
        waiting.extend(store.children)
    return READ
