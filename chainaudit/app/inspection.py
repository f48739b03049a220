"""Stores that were read, told without judging them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import UsageError
from chainaudit.model.format import Layout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.store import Store

SCHEMA: Final = "chainaudit/1"
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
    """Return stores as ``text`` or as one ``json`` document, schema ``chainaudit/1``.

    Raises:
        UsageError: there is no such format.
    """
    if format == "json":
        import json

        return json.dumps(_document(tuple(stores)), indent=2, ensure_ascii=False) + "\n"
    if format != "text":
        raise UsageError(f"stores are shown as text or json, not as '{format}'")
    from chainaudit.reporting.store_text import stores_text

    return stores_text(stores, Layout(columns=columns, colour=colour))


def _document(stores: tuple[Store, ...]) -> dict[str, Any]:
    from chainaudit.reporting.certificate_document import certificate_document
    from chainaudit.reporting.store_document import store_document

    certificates = {}
    waiting = list(stores)
    while waiting:
        store = waiting.pop(0)
        certificates.update({c.fingerprint: c for c in store.certificates})
        waiting.extend(store.children)
    return {
        "schema": SCHEMA,
        "stores": [store_document(store) for store in stores],
        "certificates": {fingerprint: certificate_document(c) for fingerprint, c in certificates.items()},
    }
