"""The shape of a writer: a store in, the bytes of a format out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chainaudit.model.store import Store


class WriteRequest:
    """What a writer is given besides the store: the password of the new store, and those of single keys by alias.

    ``password`` is None where the new store is to have none. Passwords are never shown.
    """

    __slots__ = ("key_passwords", "password")

    def __init__(self, password: str | None = None, key_passwords: Mapping[str | None, str] | None = None) -> None:
        self.password = password
        self.key_passwords = dict(key_passwords or {})

    def key_password(self, alias: str | None) -> str | None:
        """Return the password of one key: its own, else the store's."""
        return self.key_passwords.get(alias, self.password)

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "WriteRequest()"


class Writer:
    """One format that can be written.

    ``name`` is what the command line calls it, ``format`` the name of the reader that reads it back. ``write``
    returns the bytes; it raises UsageError where the format cannot hold what is in the store.
    """

    __slots__ = ("extensions", "format", "name", "title", "write")

    def __init__(
        self,
        *,
        name: str,
        title: str,
        format: str,  # noqa: A002 - the word of the JSON document
        write: Callable[[Store, WriteRequest], bytes],
        extensions: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.title = title
        self.format = format
        self.write = write
        self.extensions = extensions
