"""NSS databases, as Firefox, Chrome and Red Hat's servers keep them: certificates, nicknames, trust, private keys.

A directory with cert9.db and key4.db, or one of the two files. What is trusted for what stands in objects of their
own; of private keys the public half stands in clear, so that it is known without a password whose they are.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from chainaudit.model.reader import Reader
from chainaudit.readers.nss.files import BERKELEY_MAGIC, CERTIFICATES_FILE, KEYS_FILE, LEGACY_FILE, SQLITE_MAGIC

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store


def sniff(data: bytes) -> int:
    """See whether it is an SQLite database with the tables of NSS, or NSS's older database."""
    if data.startswith(BERKELEY_MAGIC):
        return 60
    return 95 if data.startswith(SQLITE_MAGIC) and (b"nssPublic" in data or b"nssPrivate" in data) else 0


def sniff_path(path: str) -> int:
    """See whether it is a directory with a database of NSS, or one of its files."""
    if _mode(path, stat.S_IFDIR):
        names = (CERTIFICATES_FILE, KEYS_FILE, LEGACY_FILE)
        return 95 if any(_mode(f"{path}/{name}", stat.S_IFREG) for name in names) else 0
    if path.replace(os.sep, "/").rpartition("/")[2] not in (CERTIFICATES_FILE, KEYS_FILE) or not _mode(
        path, stat.S_IFREG
    ):
        return 0
    with open(path, "rb") as stream:  # noqa: PTH123 - pathlib takes longer to load than this
        return 95 if stream.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC else 0


def _mode(path: str, kind: int) -> bool:
    try:
        return stat.S_IFMT(os.stat(path).st_mode) == kind  # noqa: PTH116 - the same
    except (OSError, ValueError):
        return False


def read(data: bytes, request: ReadRequest) -> Store:
    """Read one file of a database, from wherever it came.

    Raises:
        StoreError: it is damaged, too large, or of the older kind.
    """
    from chainaudit.readers.nss import store

    return store.read(data, request)


def read_path(path: str, request: ReadRequest) -> Store:
    """Read a database from its directory, or from one of its files and the other beside it.

    Raises:
        StoreError: it is damaged, too large, or of the older kind.
        OSError: a file cannot be read.
    """
    from chainaudit.readers.nss import store

    return store.read_path(path, request)


READER: Final = Reader(
    name="NSS",
    title="NSS database (cert9.db, key4.db): Firefox, Red Hat's servers",
    extensions=(),
    sniff=sniff,
    read=read,
    sniff_path=sniff_path,
    read_path=read_path,
)
