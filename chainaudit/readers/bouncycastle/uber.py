"""UBER, BouncyCastle's keystore that is encrypted as a whole: Twofish over the entries and a SHA-1 of them.

PBEWithSHAAndTwofish-CBC with the derivation of PKCS #12 (RFC 7292, appendix B); inside stand the entries of BKS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model.reader import Reader
from chainaudit.readers.bouncycastle.header import MAX_SALT_BYTES, Header

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

_BLOCK_BYTES: Final = 16


def sniff(data: bytes) -> int:
    """See whether version, salt and iterations fit and whole blocks follow; the rest is encrypted."""
    try:
        header = Header(data)
    except EncodingError:
        return 0
    left = len(data) - header.end
    if len(header.salt) > MAX_SALT_BYTES or left <= 0:
        return 0
    # BouncyCastle's salt has 20 octets; less is likely something else that begins with a small number.
    return 60 if left % _BLOCK_BYTES == 0 and header.iterations > 0 else 20


def read(data: bytes, request: ReadRequest) -> Store:
    """Read an UBER store; nothing of it can be read without its password.

    Raises:
        StoreError: there is no password, it is a wrong one, or the file is damaged beyond reading.
    """
    from chainaudit.readers.bouncycastle import uber_store

    return uber_store.read(data, request)


READER: Final = Reader(
    name="UBER",
    title="BouncyCastle keystore, encrypted as a whole with Twofish",
    extensions=(".ubr", ".uber"),
    sniff=sniff,
    read=read,
)
