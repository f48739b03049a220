"""Opens stores: a path, standard input, a URL or bytes become a Store, whatever is in them.

Here alone files are touched for reading stores. The format is found from the content; size and nesting are
bounded before anything is read; what cannot be read becomes a Store with a problem and never an exception.
"""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from chainaudit.app.foreign_content import describe
from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Limits, Reader, ReadRequest, Work
from chainaudit.model.store import Problem, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from io import FileIO

HEAD_BYTES: Final = 1 << 20
"""What is looked at before a large file is read: no format begins later."""
MAGIC_BYTES: Final = 64
"""Enough for every format that begins with bytes of its own."""
LARGE_BYTES: Final = 8 << 20
"""A file above this is read only when its head is one of a store."""
CERTAIN: Final = 100
"""The score of a format's own magic number: nothing else need be asked."""
UNKNOWN_FORMAT: Final = "unknown"
STANDARD_INPUT: Final = "-"


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


class Access:
    """What opens stores: passwords and limits. The passwords are never shown."""

    __slots__ = ("key_passwords", "limits", "password")

    def __init__(
        self,
        password: str | None = None,
        key_passwords: Mapping[str | None, str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        """``password`` opens the store, ``key_passwords`` single keys by alias (None: every key)."""
        self.password = password
        self.key_passwords = dict(key_passwords or {})
        self.limits = limits or Limits()

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Access()"


class _Nesting:
    """How deep and how much may still be read inside one store, and what opening all of it may still cost."""

    __slots__ = ("bytes_left", "levels_left", "work")

    def __init__(self, limits: Limits) -> None:
        self.levels_left = limits.nesting
        self.work = Work(limits)
        self.bytes_left = limits.unpacked_bytes


def open_store(
    source: str | os.PathLike[str],
    *,
    password: str | None = None,
    key_passwords: Mapping[str | None, str] | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Store:
    """Read the store at ``source``: a path, a directory, ``-`` for standard input, or a URL.

    Never raises for what is there: the Store's ``problem`` says what stood in the way.
    """
    name = os.fspath(source)
    access = Access(password, key_passwords, limits)
    try:
        if name == STANDARD_INPUT:
            return _read_stream(stdin or sys.stdin.buffer, name, access)
        if "://" in name:
            from chainaudit.app.remote import fetch, without_credentials

            return read_bytes(fetch(name, access.limits.store_bytes), without_credentials(name), access)
        return _open_path(name, access)
    except StoreError as error:
        return _failed(name.partition("?")[0] if "://" in name else name, error)


def read_bytes(data: bytes, name: str, access: Access | None = None) -> Store:
    """Read a store from bytes that are called ``name``; as ``open_store``, it never raises for what is there."""
    access = access or Access()
    if len(data) > access.limits.store_bytes:
        return _failed(name, _too_large(len(data), access.limits))
    return _read(data, name, access, _Nesting(access.limits))


def _open_path(path: str, access: Access) -> Store:
    try:
        status = os.stat(path)  # noqa: PTH116 - a path is a string here
        if stat.S_ISDIR(status.st_mode):
            return _open_directory(path, access)
        if stat.S_ISFIFO(status.st_mode):
            from chainaudit.app.pipes import opened

            with opened(path) as pipe:
                return _read_stream(pipe, path, access)
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a path is a string here
            if stat.S_ISREG(status.st_mode):
                head = stream.read(MAGIC_BYTES) or b""
                stream.seek(0)
                found = [] if _is_certain(_by_content(head, path)) else _best(_by_path(path))
                if found:
                    return _read_path(found, path, access)
            if stat.S_ISREG(status.st_mode) and status.st_size:
                _refuse_large(stream, path, status.st_size, access.limits)
                return _read(stream.read(status.st_size) or b"", path, access, _Nesting(access.limits))
            return _read_stream(stream, path, access)
    except (OSError, ValueError) as error:
        raise StoreError(StoreErrorKind.UNREADABLE, f"{path} cannot be opened: {_reason(error)}.") from error


def _open_directory(path: str, access: Access) -> Store:
    found = _best(_by_path(path))
    if not found:
        raise StoreError(StoreErrorKind.NOT_A_STORE, f"The directory {path} holds nothing that is known.")
    return _read_path(found, path, access)


def _is_certain(scores: list[tuple[int, Reader]]) -> bool:
    return any(score >= CERTAIN for score, _ in scores)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "the name is no path"


def _refuse_large(stream: FileIO, path: str, size: int, limits: Limits) -> None:
    """Look at the head of a large file before all of it is read.

    Raises:
        StoreError: it is too large, or it is no store.
    """
    if size <= min(LARGE_BYTES, limits.store_bytes):
        return
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    if not _best(_by_content(head, path)):
        raise StoreError(StoreErrorKind.NOT_A_STORE, describe(head, path))
    if size > limits.store_bytes:
        raise _too_large(size, limits)


def _read_stream(stream: _Readable, name: str, access: Access) -> Store:
    """Read up to the cap, piece by piece; a stream that does not begin as a store is not read to its end."""
    pieces: list[bytes] = []
    size = 0
    while size <= access.limits.store_bytes:
        piece = stream.read(HEAD_BYTES)
        if not piece:
            break
        if size <= LARGE_BYTES < size + len(piece) and not _best(_by_content(b"".join(pieces)[:HEAD_BYTES], name)):
            raise StoreError(StoreErrorKind.NOT_A_STORE, describe(pieces[0], name))
        pieces.append(piece)
        size += len(piece)
    data = b"".join(pieces)
    if len(data) > access.limits.store_bytes:
        raise _too_large(len(data), access.limits)
    return _read(data, name, access, _Nesting(access.limits))


def _too_large(size: int, limits: Limits) -> StoreError:
    return StoreError(
        StoreErrorKind.TOO_EXPENSIVE,
        f"The file has at least {size:,} bytes, more than the {limits.store_bytes:,} that are allowed; "
        "raise --max-bytes if it really is a store.",
    )


def _by_path(path: str) -> list[tuple[int, Reader]]:
    return [(reader.sniff_path(path), reader) for reader in _readers() if reader.sniff_path is not None]


def _by_content(data: bytes, name: str) -> list[tuple[int, Reader]]:
    """Ask the readers, the likeliest first; one that is certain ends it, and the others are not even loaded."""
    from chainaudit.app.registry import readers_likeliest_first

    scores: list[tuple[int, Reader]] = []
    asked: set[str] = set()
    for reader in readers_likeliest_first(name):
        if reader.sniff is not None and reader.name not in asked:
            asked.add(reader.name)
            score = reader.sniff(data)
            if score >= CERTAIN:
                return [(score, reader)]
            scores.append((score, reader))
    return scores


def _best(scores: list[tuple[int, Reader]]) -> list[Reader]:
    """Return the readers that claim the content, the surest first."""
    ordered = sorted((pair for pair in scores if pair[0] > 0), key=lambda pair: -pair[0])
    return [reader for _, reader in ordered]


def _readers() -> tuple[Reader, ...]:
    from chainaudit.app.registry import readers

    return readers()


def _read_path(candidates: list[Reader], path: str, access: Access) -> Store:
    nesting = _Nesting(access.limits)
    for reader in candidates:
        if reader.read_path is not None:
            return _named(reader.read_path(path, _request(path, access, nesting)), path, reader)
    raise StoreError(StoreErrorKind.NOT_A_STORE, f"{path} is nothing that is known.")


def _read(data: bytes, name: str, access: Access, nesting: _Nesting) -> Store:
    if not data.strip():
        return _failed(name, StoreError(StoreErrorKind.EMPTY, f"{name} is empty."))
    refused: StoreError | None = None
    for reader in _best(_by_content(data, name)):
        if reader.read is None:
            continue
        try:
            return _named(reader.read(data, _request(name, access, nesting)), name, reader)
        except StoreError as error:
            refused = refused or error
            if error.kind is not StoreErrorKind.NOT_A_STORE:
                return _failed(name, error, reader)
    return _failed(name, refused or StoreError(StoreErrorKind.NOT_A_STORE, describe(data[:HEAD_BYTES], name)))


def _request(name: str, access: Access, nesting: _Nesting) -> ReadRequest:
    return ReadRequest(
        name,
        password=access.password,
        key_passwords=access.key_passwords,
        limits=access.limits,
        read_nested=_nested_reader(access, nesting),
        work=nesting.work,
    )


def _nested_reader(access: Access, nesting: _Nesting) -> Callable[..., Store]:
    def read_nested(data: bytes, name: str, *, password: str | None = None) -> Store:
        if nesting.levels_left <= 0:
            return _failed(name, StoreError(StoreErrorKind.TOO_EXPENSIVE, f"{name} is nested deeper than is allowed."))
        if len(data) > nesting.bytes_left:
            sentence = f"{name}: what is packed in this store is larger than is allowed; raise --max-unpacked-bytes."
            return _failed(name, StoreError(StoreErrorKind.TOO_EXPENSIVE, sentence))
        nesting.bytes_left -= len(data)
        nesting.levels_left -= 1
        own = access if password is None else Access(password, access.key_passwords, access.limits)
        try:
            return _read(data, name, own, nesting)
        finally:
            nesting.levels_left += 1

    return read_nested


def _named(store: Store, name: str, reader: Reader) -> Store:
    """Return the store with the format that its name claims, where that is another one."""
    extension = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name, perhaps inside an archive or a URL
    if not extension or extension in reader.extensions:
        return store
    claims = {other.name for other in _readers() if extension in other.extensions}
    if not claims or reader.name in claims or store.format in claims or store.name_says is not None:
        return store
    return store.but(name_says=min(claims))


def _failed(name: str, error: StoreError, reader: Reader | None = None) -> Store:
    format_name = reader.name if reader is not None else UNKNOWN_FORMAT
    return Store(name, format_name, problem=Problem.of(error))
