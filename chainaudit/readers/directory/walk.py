"""The walk through a directory: files one by one, and directories that are a store as a whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.store import Store
from chainaudit.readers.directory import files, hashed_directory
from chainaudit.readers.nss import nss

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest

MAX_FILES: Final = 10_000
"""Larger trees are the work of a scan, which does not keep what it has read."""
MAX_DEPTH: Final = 8
"""Directories below each other; with symbolic links left aside it is only the patience of a reader."""

_SPECIAL: Final = (nss.READER, hashed_directory.READER)
_NO_STORE: Final = (StoreErrorKind.NOT_A_STORE, StoreErrorKind.EMPTY)


def read_path(path: str, request: ReadRequest) -> Store:
    """Read every file in and below a directory; symbolic links to directories are not followed.

    Raises:
        StoreError: nothing in it is a store, or there are too many files.
        OSError: the directory cannot be read.
    """
    walk = _Walk(request)
    with os.scandir(path):
        pass  # what cannot be entered is told now, and not passed over
    walk.visit(path, 0)
    if not walk.found:
        if walk.passed_over:
            sentence = f"The directory {path} holds {walk.passed_over:,} files, and none of them is a store."
            raise StoreError(StoreErrorKind.NOT_A_STORE, sentence)
        raise StoreError(StoreErrorKind.EMPTY, f"The directory {path} is empty.")
    count = walk.passed_over
    notes = ("1 file is no store." if count == 1 else f"{count:,} files are no stores.",) if count else ()
    return Store(request.source, "directory", children=tuple(walk.found), notes=(*notes, *walk.notes))


class _Walk:
    """What was found on the way."""

    __slots__ = ("_left", "_request", "found", "notes", "passed_over")

    def __init__(self, request: ReadRequest) -> None:
        self._request = request
        self._left = min(MAX_FILES, request.limits.entries)
        self.found: list[Store] = []
        self.notes: list[str] = []
        self.passed_over = 0

    def visit(self, folder: str, depth: int) -> None:
        for name in sorted(files.names(folder)):
            place = Path(folder) / name
            if not place.is_dir():
                self._read(folder, name)
            elif place.is_symlink() or depth >= MAX_DEPTH:
                self.notes.append(f"{place} was not entered: it is a link, or too deep.")
            else:
                self._enter(str(place), depth + 1)

    def _enter(self, folder: str, depth: int) -> None:
        for reader in _SPECIAL:
            if reader.sniff_path is not None and reader.read_path is not None and reader.sniff_path(folder):
                try:
                    self.found.append(reader.read_path(folder, self._request).but(source=folder))
                except StoreError as error:
                    self.notes.append(f"{folder} was not read: {error.message}")
                return
        self.visit(folder, depth)

    def _read(self, folder: str, name: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE, f"There are more than {MAX_FILES:,} files; name a directory below."
            )
        inner = files.read_file(folder, name, self._request)
        if inner.problem is not None and inner.problem.kind in _NO_STORE and not inner.entries:
            self.passed_over += 1
        else:
            self.found.append(inner)
