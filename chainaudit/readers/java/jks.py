"""JKS, Java's own keystore until Java 8, versions 1 and 2, and CaseExactJKS, which has the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

MAGIC: Final = b"\xfe\xed\xfe\xed"


def sniff(data: bytes) -> int:
    """Return 100 where the magic number stands."""
    return 100 if data[:4] == MAGIC else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a JKS; its certificates need no password, its digest and its keys do.

    Raises:
        StoreError: the header cannot be read.
    """
    from chainaudit.readers.java.store import read_store

    return read_store(data, request, "JKS")


READER = Reader(name="JKS", title="Java KeyStore", extensions=(".jks",), sniff=sniff, read=read)
