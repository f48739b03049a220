"""Commands for the store at hand: what is known of its file, and whose commands do not spoil it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.app.truststores import SYSTEM_BUNDLES
from chainaudit.errors import UsageError
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from chainaudit.model.remedy import System
    from chainaudit.model.store import Store

BY_DEFAULT: Final = "openssl"
"""Whose commands are shown where the store's format has no program of its own: openssl is at hand everywhere."""
BY_THE_OWNER: Final = frozenset({"reissue", "renew"})
"""What only the owner of a certificate can ask for: above the target, that is an authority."""
_FIRST_ASKED: Final = ("keytool", "openssl", "pkcs12")
"""Who keeps most stores; asked first, so that the others need not be loaded."""
_WITHIN: Final = "!/"
"""What stands between the name of an archive and that of a store in it."""


def system_named(name: str) -> System:
    """Return the system with this name.

    Raises:
        UsageError: there is none.
    """
    known = registry.system(name)
    if known is None:
        raise UsageError(f"there is no system '{name}'; there are: {', '.join(s.name for s in registry.systems())}")
    return known


def keeper_of(store: str, store_format: str) -> System:
    """Return the system that keeps a store: by its path where a program writes it anew, else by its format."""
    managed = _manager(store)
    if managed:
        return system_named(managed)
    if store_format:
        for name in _FIRST_ASKED:
            likely = system_named(name)
            if store_format in likely.formats:
                return likely
        for known in registry.systems():
            if store_format in known.formats:
                return known
    return system_named(BY_DEFAULT)


def rendered(system: System, action: Action) -> tuple[str, ...]:
    """Return the action as lines of a system, or of the store's keeper where those would spoil the store."""
    store = action.values.get("store", "")
    store_format = action.values.get("format", "").lower()
    if store_format and system.spoils(action.kind, store_format):
        if not system.formats:  # it has stores of its own, and this one is not among them
            return system.render(Action(action.kind, **{**action.values, "store": ""}))
        return keeper_of(store, store_format).render(action)
    if store and system.formats and _manager(store) and system.names_store(action.kind):
        return keeper_of(store, store_format).render(action) or system.render(action)
    return system.render(action)


def in_store(action: Action, store: Store | None) -> Action:
    """Return the action with what is known of the file that its ``store`` names."""
    values = dict(action.values)
    source = values.get("store", "")
    values["format"] = format_of(source, store)
    if store is not None:
        values |= _held(store, values.get("alias", ""))
        if action.kind in BY_THE_OWNER and _holds_key_as_text(store):
            values.setdefault("key_file", store.source)
    if values["format"] == "NSS":
        # Its tools want the directory, whatever file of it was named.
        values["store"] = source.removesuffix("cert9.db").rstrip("/") or "."
    return Action(action.kind, **values)


def format_of(source: str, store: Store | None) -> str:
    """Return the format of the file: of what holds the store, where the store is not the file; '' if not known."""
    if _WITHIN in source:
        return "ZIP"
    if store is None:
        return ""
    outer = next((holder.kind for holder in store.holders if not holder.item), "")
    return store.format if not outer or store.format == "ZIP" else outer


def _manager(store: str) -> str:
    """Return the system that writes this file anew, so that nothing may be put into it by hand; '' for others."""
    if store in SYSTEM_BUNDLES:
        return "ca-certificates"
    return "certifi" if store.endswith("/certifi/cacert.pem") else ""


def _held(store: Store, alias: str) -> dict[str, str]:
    """Return which value of a Kubernetes object is meant, where that can be told."""
    objects = [holder for holder in store.holders if holder.item and holder.format == "PEM"]
    meant = [holder for holder in objects if holder.item == alias] or objects
    if len(meant) != 1:
        return {}
    (held,) = meant
    return {held.kind.lower(): held.name, "namespace": held.namespace, "item": held.item}


def _holds_key_as_text(store: Store) -> bool:
    return store.format == "PEM" and not store.holders and any(entry.has_private_key for entry in store.entries)
