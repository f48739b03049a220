"""Looks into stores and says what is inside, without judging it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app.opening import STANDARD_INPUT, open_store
from chainaudit.errors import StoreErrorKind, UsageError
from chainaudit.model.format import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chainaudit.model.reader import Limits
    from chainaudit.model.store import Store

SCHEMA: Final = "chainaudit/1"
READ: Final = 0
NOT_READ: Final = 2


def inspect(
    sources: Iterable[str],
    *,
    password: str | None = None,
    key_passwords: Mapping[str | None, str] | None = None,
    limits: Limits | None = None,
    ask: Callable[[str], str] | None = None,
) -> tuple[Store, ...]:
    """Read every store; where a password is needed and none was given, ``ask`` is called with the store's name.

    Never raises for what is in the stores; ``problem`` of each says what stood in the way.
    """
    found = []
    for source in sources:
        store = open_store(source, password=password, key_passwords=key_passwords, limits=limits)
        needed = store.problem is not None and store.problem.kind is StoreErrorKind.PASSWORD_NEEDED
        if needed and ask is not None and password is None and source != STANDARD_INPUT:
            store = open_store(source, password=ask(source), key_passwords=key_passwords, limits=limits)
        found.append(store)
    return tuple(found)


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
