"""Stores that were read, told without judging them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app.rendering import written
from chainaudit.model.format import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.store import Store

READ: Final = 0
NOT_READ: Final = 2


def exit_code(stores: Iterable[Store]) -> int:
    """Return 0 where everything was read, 2 where something stood in the way, in stores inside stores too."""
    waiting = list(stores)
    while waiting:
        store = waiting.pop()
        if store.problem is not None:
            return NOT_READ
        waiting.extend(store.children)
    return READ


def render_stores(stores: Iterable[Store], format: str = "text", *, columns: int = 100, colour: bool = False) -> str:  # noqa: A002 - the option's name
    """Return stores as text in ``format``, a name of ``chainaudit list reports``; ``columns`` are characters.

    Raises:
        UsageError: there is no such format, or it has no way to say what is in stores.
    """
    return written("stores", tuple(stores), format, Layout(columns=columns, colour=colour))
