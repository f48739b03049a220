"""Zip archives (.jar, .war, .ear, .zip): the stores inside, each as a store of its own (APPNOTE.TXT of PKWARE).

Members are looked at by their first octets; those that can be a store are unpacked, up to a cap that counts what
comes out and not what the archive says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.reader import Reader

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

LOCAL_HEADER: Final = b"PK\x03\x04"
END_OF_DIRECTORY: Final = b"PK\x05\x06"


def sniff(data: bytes) -> int:
    """Return 100 where an archive begins."""
    return 100 if data.startswith((LOCAL_HEADER, END_OF_DIRECTORY)) else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read every store in an archive.

    Raises:
        StoreError: it is damaged, too large, or holds no store.
    """
    from chainaudit.readers.archives import zip_members

    return zip_members.read(data, request)


READER: Final = Reader(
    name="ZIP",
    title="Zip archive with stores in it (.jar, .war, .ear, .zip)",
    extensions=(".zip", ".jar", ".war", ".ear"),
    sniff=sniff,
    read=read,
)
