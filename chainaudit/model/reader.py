"""The shape of a reader: bytes in, a store out; and what is handed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chainaudit.model.store import Store

MAX_KEY_DERIVATION_ROUNDS: Final = 2_000_000
"""600,000 rounds is today's advice for PBKDF2; three times that is slow on purpose, more is an attack."""
ROUNDS_PER_CAP: Final = 4
"""All keys of one store may cost four times the cap of one: a store of many keys is no reason to wait for hours."""
MAX_SLOW_OCTETS: Final = 1024 * 1024
"""What ciphers that are written in Python decrypt of one store: several seconds a MiB, of which a hundred certificates
take a tenth."""
MAX_COSTLY_STORES: Final = 50
"""Stores in one file or directory that may each cost all that one may: minutes. Thousands of ordinary ones fit in."""
MAX_ENTRIES: Final = 100_000
"""The largest truststores in use hold some hundreds of entries; ten thousand are read in a test."""
MAX_STORE_BYTES: Final = 128 * 1024 * 1024
"""A store is megabytes; a bigger file is a mistake, and reading it would only cost memory."""
MAX_NESTING: Final = 4
"""A keystore in a Secret in a list in an archive is the deepest that occurs."""
MAX_UNPACKED_BYTES: Final = 64 * 1024 * 1024
"""What an archive or a compressed file may grow to."""


class Limits:
    """Every cap of reading; an option raises each."""

    __slots__ = ("entries", "key_derivation_rounds", "nesting", "store_bytes", "unpacked_bytes")

    def __init__(
        self,
        *,
        entries: int = MAX_ENTRIES,
        key_derivation_rounds: int = MAX_KEY_DERIVATION_ROUNDS,
        nesting: int = MAX_NESTING,
        store_bytes: int = MAX_STORE_BYTES,
        unpacked_bytes: int = MAX_UNPACKED_BYTES,
    ) -> None:
        self.entries = entries
        self.key_derivation_rounds = key_derivation_rounds
        self.nesting = nesting
        self.store_bytes = store_bytes
        self.unpacked_bytes = unpacked_bytes


class Work:
    """What opening a file and all the stores inside it may still cost; counted down, and shared by all of them.

    ``rounds`` of key derivation, and ``slow_octets`` for ciphers that are written in Python.
    """

    __slots__ = ("rounds", "slow_octets")

    def __init__(self, limits: Limits) -> None:
        """Allow what so many stores cost that take all of ``limits``."""
        self.rounds = limits.key_derivation_rounds * ROUNDS_PER_CAP * MAX_COSTLY_STORES
        self.slow_octets = MAX_SLOW_OCTETS * MAX_COSTLY_STORES


class ReadNested(Protocol):
    """The way to read a store that was found inside another one; it never raises."""

    def __call__(self, data: bytes, name: str, *, password: str | None = None) -> Store:
        """Read ``data``, called ``name``, one level deeper; ``password`` goes before the request's own.

        A Kubernetes Secret may hold a keystore beside its password, so a container can know one of its own.
        """


class ReadRequest:
    """What a reader is given besides the bytes: the store's name, passwords, limits, the way to read what is nested.

    ``password`` opens the store, None where none was given (the empty string is a password).
    ``key_passwords`` are by alias; None as a key stands for every key. ``read_nested(data, name)`` reads a
    store found inside this one, with the same passwords (or one that stood beside it) and one level less to go;
    it never raises. ``work`` is what the file may still cost, shared with the stores inside it.
    """

    __slots__ = ("key_passwords", "limits", "password", "read_nested", "source", "work")

    def __init__(
        self,
        source: str,
        *,
        password: str | None = None,
        key_passwords: Mapping[str | None, str] | None = None,
        limits: Limits | None = None,
        read_nested: ReadNested | None = None,
        work: Work | None = None,
    ) -> None:
        self.source = source
        self.password = password
        self.key_passwords = dict(key_passwords or {})
        self.limits = limits or Limits()
        self.read_nested = read_nested
        self.work = work or Work(self.limits)

    def key_password(self, alias: str | None) -> str | None:
        """Return the password of one key: its own, else the one for every key, else the store's."""
        for name in (alias, None):
            if name in self.key_passwords:
                return self.key_passwords[name]
        return self.password

    def key_password_candidates(self, alias: str | None) -> tuple[str, ...]:
        """Return the passwords to try for one key: its own alone, else the one for every key, then the store's."""
        own = self._own_password(alias)
        if own is not None:
            return (own,)
        every = self.key_passwords.get(None)
        found = [password for password in (every, self.password) if password is not None]
        return tuple(dict.fromkeys(found))

    def _own_password(self, alias: str | None) -> str | None:
        if alias is None or not self.key_passwords:
            return None
        if alias in self.key_passwords:
            return self.key_passwords[alias]
        # keytool writes aliases in lower case, whatever was typed.
        folded = alias.casefold()
        return next(
            (p for name, p in self.key_passwords.items() if name is not None and name.casefold() == folded), None
        )

    def __repr__(self) -> str:
        """Show the source, never a password."""
        return f"ReadRequest({self.source!r})"


class Reader:
    """One format.

    ``name`` is what reports call it (``JKS``); ``extensions`` are the endings that claim it (lower case,
    with the dot). ``sniff`` looks at the whole content and returns how sure it is that this is its format:
    0 not at all, 100 certain (magic bytes), in between for what only looks like it; it is cheap and never
    raises. ``read`` returns a Store: what could be read stands in it with what stood in the way as its
    ``problem``. It raises StoreError where nothing at all could be read, and nothing else.
    ``read_path`` is for formats that are a directory or a database and cannot be read from bytes.
    """

    __slots__ = ("extensions", "name", "read", "read_path", "sniff", "sniff_path", "title")

    def __init__(
        self,
        *,
        name: str,
        title: str,
        extensions: tuple[str, ...] = (),
        sniff: Callable[[bytes], int] | None = None,
        read: Callable[[bytes, ReadRequest], Store] | None = None,
        sniff_path: Callable[[str], int] | None = None,
        read_path: Callable[[str, ReadRequest], Store] | None = None,
    ) -> None:
        self.name = name
        self.title = title
        self.extensions = extensions
        self.sniff = sniff
        self.read = read
        self.sniff_path = sniff_path
        self.read_path = read_path
