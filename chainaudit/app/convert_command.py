"""Turns the options of ``chainaudit convert`` into a new store beside the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.asking import limits_of, opened_with_prompt, passwords_of
from chainaudit.app.convert import whole, write_store
from chainaudit.app.passwords import read_password

if TYPE_CHECKING:
    from collections.abc import Mapping


def run_convert(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Write the copy that the options ask for; return sentences on it.

    Raises:
        UsageError: an option makes no sense, or the copy cannot be written.
        StoreError: the store cannot be read as a whole.
    """
    store, passwords = opened_with_prompt(options["store"], passwords_of(options), limits=limits_of(options))
    source = options["new_password"]
    new_password = passwords.store if source is None else read_password(source, "the new store")
    if options["no_password"]:
        new_password = None
    # Keys keep passwords of their own only while the store keeps its own.
    kept = passwords.keys if source is None and not options["no_password"] else {}
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
        lists = "revocation list was" if len(store.crls) == 1 else "revocation lists were"
        done.append(f"{len(store.crls)} {lists} left out.")
    return tuple(done)
