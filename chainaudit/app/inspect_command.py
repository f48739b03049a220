"""Turns the options of ``chainaudit inspect`` into stores that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.asking import opened_with_prompt, passwords_of
from chainaudit.app.inspection import exit_code
from chainaudit.model.reader import (
    MAX_ENTRIES,
    MAX_KEY_DERIVATION_ROUNDS,
    MAX_STORE_BYTES,
    MAX_UNPACKED_BYTES,
    Limits,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.store import Store


def run_inspect(options: Mapping[str, Any]) -> tuple[tuple[Store, ...], int]:
    """Read the stores that the options name; return them and the exit code.

    Raises:
        UsageError: an option makes no sense.
    """
    passwords, limits = passwords_of(options), limits_of(options)
    stores = tuple(opened_with_prompt(path, passwords, limits=limits)[0] for path in options["stores"])
    return stores, exit_code(stores)


def limits_of(options: Mapping[str, Any]) -> Limits:
    """Return the caps of reading, those raised that an option raises."""
    return Limits(
        entries=options.get("max_entries") or MAX_ENTRIES,
        key_derivation_rounds=options.get("max_rounds") or MAX_KEY_DERIVATION_ROUNDS,
        store_bytes=options.get("max_bytes") or MAX_STORE_BYTES,
        unpacked_bytes=options.get("max_unpacked_bytes") or MAX_UNPACKED_BYTES,
    )
