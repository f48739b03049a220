"""Files of a directory that is read as a store: regular ones, up to a size, each read as what it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreErrorKind
from chainaudit.model.store import Problem, Store

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest

MAX_FILE_BYTES: Final = 4 * 1024 * 1024
"""The largest bundles of roots take 300 KiB; a larger file is read when it is named itself."""


def names(path: str) -> tuple[str, ...]:
    """Return the names in a directory, nothing where it is none or cannot be read."""
    try:
        with os.scandir(path) as found:
            return tuple(item.name for item in found)
    except OSError:
        return ()


def read_file(folder: str, name: str, request: ReadRequest) -> Store:
    """Read one file; whatever is wrong with it stands in the Store's problem."""
    place = Path(folder) / name
    try:
        status = place.stat()
        if not stat.S_ISREG(status.st_mode):
            return _failed(name, StoreErrorKind.NOT_A_STORE, f"{name} is no regular file.")
        if status.st_size > MAX_FILE_BYTES:
            sentence = f"{name} has more than the {MAX_FILE_BYTES:,} bytes that are read in a directory; name the file."
            return _failed(name, StoreErrorKind.TOO_EXPENSIVE, sentence)
        with place.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES)
    except OSError as error:
        return _failed(
            name, StoreErrorKind.UNREADABLE, f"{name} cannot be opened: {error.strerror or 'no reason given'}."
        )
    if request.read_nested is None:
        return _failed(name, StoreErrorKind.UNSUPPORTED, "What stands in a directory cannot be read here.")
    return request.read_nested(data, str(place))


def _failed(name: str, kind: StoreErrorKind, message: str) -> Store:
    return Store(name, "unknown", problem=Problem(kind, message))
