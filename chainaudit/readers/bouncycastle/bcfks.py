"""BCFKS, BouncyCastle's FIPS keystore: ASN.1, encrypted as a whole, with a MAC or a signature over it.

The structures are those of org.bouncycastle.asn1.bc (ObjectStore and what it holds). Every key comes from the
password, in UTF-16 with two zero octets, followed by what the key is for in the same form; the derivation is PBKDF2
or scrypt, the encryption AES-256 in CCM mode (RFC 3610) or AES key wrap with padding (RFC 5649).
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.reader import Reader
from chainaudit.readers.sequences import content_start

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

_PBES2: Final = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d"


def sniff(data: bytes) -> int:
    """Look for two SEQUENCEs around PBES2, or around a version: no other structure of X.509 begins so."""
    outer = content_start(data)
    inner = content_start(data, outer)
    if not inner:
        return 0
    algorithm = content_start(data, inner)
    if algorithm and data[algorithm : algorithm + len(_PBES2)] == _PBES2:
        return 95
    # Stored in clear and signed: version, MAC algorithm, two dates. A certificate of version 1 has one integer too,
    # and an algorithm behind it, but then a name.
    try:
        outer_node = der.read(data)
        first = der.read(data, outer_node.value_start, outer_node.end)
        tags = [node.tag for node in itertools.islice(der.iterate(data, first.value_start, first.end), 4)]
    except EncodingError:
        return 0
    return 95 if tags == [der.INTEGER, der.SEQUENCE, der.GENERALIZED_TIME, der.GENERALIZED_TIME] else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Read a BCFKS store; nothing of it can be read without its password unless it is stored in clear.

    Raises:
        StoreError: there is no password, it is a wrong one, or the file is damaged beyond reading.
    """
    from chainaudit.readers.bouncycastle import bcfks_store

    return bcfks_store.read(data, request)


READER: Final = Reader(
    name="BCFKS",
    title="BouncyCastle FIPS keystore",
    extensions=(".bcfks", ".fks"),
    sniff=sniff,
    read=read,
)
