"""Stores opened with the passwords and caps that options name, or a password that a person is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app import passwords as sources
from chainaudit.app.advice import IDENTITY, with_advice
from chainaudit.app.opening import STANDARD_INPUT, open_store
from chainaudit.app.passwords import Passwords, given_password, keyed_passwords
from chainaudit.errors import StoreErrorKind
from chainaudit.model.reader import (
    MAX_ENTRIES,
    MAX_KEY_DERIVATION_ROUNDS,
    MAX_STORE_BYTES,
    MAX_UNPACKED_BYTES,
    Limits,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.app.advice import PasswordOptions
    from chainaudit.model.store import Store


def passwords_of(options: Mapping[str, Any]) -> Passwords:
    """Return the passwords that a command's options name; what is no option of it, it has no passwords for.

    Raises:
        UsageError: a source is not known, or holds nothing.
    """
    return Passwords(
        store=given_password(options.get("password")),
        keys=keyed_passwords(options.get("key_passwords", ())),
        truststores=keyed_passwords(options.get("truststore_passwords", ())),
        untrusted=keyed_passwords(options.get("untrusted_passwords", ())),
    )


def limits_of(options: Mapping[str, Any]) -> Limits:
    """Return the caps of reading, those raised that an option raises."""
    return Limits(
        entries=options.get("max_entries") or MAX_ENTRIES,
        key_derivation_rounds=options.get("max_rounds") or MAX_KEY_DERIVATION_ROUNDS,
        store_bytes=options.get("max_bytes") or MAX_STORE_BYTES,
        unpacked_bytes=options.get("max_unpacked_bytes") or MAX_UNPACKED_BYTES,
    )


def opened_with_prompt(
    path: str, passwords: Passwords, *, limits: Limits | None = None, options: PasswordOptions = IDENTITY
) -> tuple[Store, Passwords]:
    """Read the store at ``path``; where it wants a password, none was given and a person sits there, ask once.

    ``options`` are those that a sentence names which wants a password. Returns the store with the passwords that
    opened it. Never raises for what is in the store.
    """
    store = open_store(path, password=passwords.store, key_passwords=passwords.keys, limits=limits)
    wants = store.problem is not None and store.problem.kind is StoreErrorKind.PASSWORD_NEEDED
    if not wants or passwords.store is not None or path == STANDARD_INPUT or not sources.can_prompt():
        return with_advice(store, options), passwords
    asked = passwords.but(store=sources.prompt(path))
    opened = open_store(path, password=asked.store, key_passwords=asked.keys, limits=limits)
    return with_advice(opened, options), asked
