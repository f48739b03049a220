"""A directory: every store in it and below it, each as a store of its own."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store


def sniff_path(path: str) -> int:
    """See whether it is a directory; those with a name of their own are recognised before."""
    try:
        return 10 if stat.S_ISDIR(os.stat(path).st_mode) else 0  # noqa: PTH116 - pathlib takes longer to load than this
    except (OSError, ValueError):
        return 0


def read_path(path: str, request: ReadRequest) -> Store:
    """Read every file in and below a directory; symbolic links to directories are not followed.

    Raises:
        StoreError: nothing in it is a store, or there are too many files.
        OSError: the directory cannot be read.
    """
    from chainaudit.readers.directory import walk

    return walk.read_path(path, request)


READER: Final = Reader(
    name="directory",
    title="Directory with stores in it",
    sniff_path=sniff_path,
    read_path=read_path,
)
