"""Turns the options of ``chainaudit convert`` into a new store beside the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.convert import whole, write_store
from chainaudit.app.inspect_command import limits_of
from chainaudit.app.inspection import inspect
from chainaudit.app.passwords import can_prompt, keyed_passwords, prompt, read_password

if TYPE_CHECKING:
    from collections.abc import Mapping


def run_convert(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Write the copy that the options ask for; return sentences on it.

    Raises:
        UsageError: an option makes no sense, or the copy cannot be written.
        StoreError: the store cannot be read as a whole.
    """
    password = None if options["password"] is None else read_password(options["password"])
    keys = keyed_passwords(options["key_passwords"])
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(prompt(name))
        return asked[0]

    (store,) = inspect(
        (options["store"],),
        password=password,
        key_passwords=keys,
        limits=limits_of(options),
        ask=ask if can_prompt() else None,
    )
    password = asked[0] if asked else password
    source = options["new_password"]
    new_password = password if source is None else read_password(source, "the new store")
    if options["no_password"]:
        new_password = None
    # Keys keep passwords of their own only while the store keeps its own.
    kept = keys if source is None and not options["no_password"] else {}
    written = write_store(
        whole(store),
        options["target"],
        format_name=options["format_name"],
        password=new_password,
        key_passwords={alias: value for alias, value in kept.items() if alias is not None},
    )
    count = len(store.entries)
    entries = f"{count:,} {'entry' if count == 1 else 'entries'}"
    done = [f"{options['target']} was written: {written.writer.title}, {entries}.", *written.notes]
    if store.crls:
        done.append(f"{len(store.crls)} revocation lists were left out.")
    return tuple(done)
