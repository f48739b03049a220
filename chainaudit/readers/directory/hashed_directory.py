"""OpenSSL's hashed directory (``-CApath``, SSL_CERT_DIR): files found by the hash of a CA's name (openssl-rehash(1)).

OpenSSL looks only for files named by hash and number, so that a certificate beside them without such a name or link
is in the directory and yet not trusted; those are told in the notes.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

CERTIFICATE_NAME: Final = re.compile(r"[0-9a-f]{8}\.\d{1,4}\Z")
CRL_NAME: Final = re.compile(r"[0-9a-f]{8}\.r\d{1,4}\Z")


def sniff_path(path: str) -> int:
    """See whether it is a directory with a name of rehash in it."""
    try:
        with os.scandir(path) as found:
            return 90 if any(CERTIFICATE_NAME.match(item.name) or CRL_NAME.match(item.name) for item in found) else 0
    except (OSError, ValueError):
        return 0


def read_path(path: str, request: ReadRequest) -> Store:
    """Read every file with a hashed name as trusted certificates, once each.

    Raises:
        StoreError: there are more files than are allowed.
        OSError: the directory cannot be read.
    """
    from chainaudit.readers.directory import hashed_names

    return hashed_names.read_path(path, request)


READER: Final = Reader(
    name="CAPATH",
    title="Hashed directory of CA certificates (OpenSSL's CApath)",
    sniff_path=sniff_path,
    read_path=read_path,
)
