"""Turns the options of ``chainaudit inspect`` into stores that are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.asking import limits_of, opened_with_prompt, passwords_of
from chainaudit.app.inspection import exit_code

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
