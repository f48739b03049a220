"""BKS, BouncyCastle's keystore, versions 1 and 2: certificates in clear, keys sealed one by one, an HMAC over all.

Version 1 (written by BouncyCastle before 1.47, and by it today as BKS-V1) takes a MAC key of 16 bits only, so
that its MAC shows accidents, but no intent (CVE-2018-5382).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model.reader import Reader
from chainaudit.readers.bouncycastle.header import DIGEST_BYTES, MAX_ENTRY_TYPE, MAX_SALT_BYTES, Header

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

_CERTIFICATE_TYPE: Final = b"\0\5X.509"
"""Stands before every certificate, so that a store whose first entry is damaged is not taken for UBER."""


def sniff(data: bytes) -> int:
    """See whether version, salt, iterations and the type of the first entry fit; there are no magic bytes."""
    try:
        header = Header(data)
    except EncodingError:
        return 0
    if len(header.salt) > MAX_SALT_BYTES or header.end >= len(data):
        return 0
    if _CERTIFICATE_TYPE in data:
        return 80
    kind = data[header.end]
    if kind > MAX_ENTRY_TYPE or (kind == 0 and len(data) != header.end + 1 + DIGEST_BYTES):
        return 0
    # An entry goes on with an alias and a date, whose first octets are zero until the year 10889.
    if kind:
        date = header.end + 3 + int.from_bytes(data[header.end + 1 : header.end + 3], "big")
        if data[date : date + 2] != b"\0\0":
            return 0
    return 80


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a BKS store; what stands in clear is read without a password.

    Raises:
        StoreError: not even the header can be read.
    """
    from chainaudit.readers.bouncycastle import bks_store

    return bks_store.read(data, request)


READER: Final = Reader(
    name="BKS",
    title="BouncyCastle keystore, versions 1 and 2",
    extensions=(".bks",),
    sniff=sniff,
    read=read,
)
