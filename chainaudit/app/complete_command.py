"""Turns the options of ``chainaudit complete`` into a new store beside the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.asking import limits_of, opened_with_prompt, passwords_of
from chainaudit.app.complete import complete
from chainaudit.app.convert import write_store

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPLETE = 0
INCOMPLETE = 1


def run_complete(options: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Write the completed copy; return what was done, what else is to be told, and the exit code.

    Raises:
        UsageError: an option makes no sense, or the copy cannot be written.
        StoreError: a store cannot be read as a whole.
    """
    limits = limits_of(options)
    store, passwords = opened_with_prompt(options["store"], passwords_of(options), limits=limits)
    completed = complete(
        store,
        truststores=options["truststores"],
        untrusted=options["untrusted"],
        alias=options["alias"],
        fetch=options["fetch"],
        include_root=options["include_root"],
        passwords=passwords,
        limits=limits,
    )
    written = write_store(
        completed.store,
        options["target"],
        format_name=options["format_name"],
        password=passwords.store,
        key_passwords={alias: value for alias, value in passwords.keys.items() if alias is not None},
    )
    done = (*completed.done, *written.notes, f"{options['target']} was written: {written.writer.title}.")
    return done, completed.notes, INCOMPLETE if completed.missing else COMPLETE
