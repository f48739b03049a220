"""A store inside a gzip file (RFC 1952): unpacked up to a cap, then read as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import Reader
from chainaudit.model.store import Holder

if TYPE_CHECKING:
    from chainaudit.model.reader import ReadRequest
    from chainaudit.model.store import Store

MAGIC: Final = b"\x1f\x8b\x08"
_MAX_WBITS_GZIP: Final = 31
"""zlib's words for: the largest window, with a gzip header."""


def sniff(data: bytes) -> int:
    """Return 100 where gzip's magic number and its only method stand."""
    return 100 if data[:3] == MAGIC else 0


def read(data: bytes, request: ReadRequest) -> Store:
    """Unpack, and read what is inside.

    Raises:
        StoreError: damaged, larger than is allowed, or nothing to read it with.
    """
    content = unpack(data, request.limits.unpacked_bytes)
    if request.read_nested is None:
        raise StoreError(StoreErrorKind.UNSUPPORTED, "What is inside the gzip file cannot be read here.")
    name = request.source.removesuffix(".gz")
    inner = request.read_nested(content, name)
    return inner.but(
        source=request.source,
        notes=(*inner.notes, "The file is compressed with gzip."),
        holders=(Holder("gzip", inner.format), *inner.holders),
    )


def unpack(data: bytes, limit: int) -> bytes:
    """Return the content, of every member one behind the other.

    Raises:
        StoreError: damaged, or more than ``limit`` bytes.
    """
    import zlib

    pieces: list[bytes] = []
    size = 0
    rest = data
    while rest[:2] == MAGIC[:2]:
        unpacker = zlib.decompressobj(_MAX_WBITS_GZIP)
        try:
            piece = unpacker.decompress(rest, limit - size + 1)
        except zlib.error:
            raise StoreError(StoreErrorKind.MALFORMED, "The gzip file is damaged; copy it again.") from None
        size += len(piece)
        if size > limit:
            raise StoreError(
                StoreErrorKind.TOO_EXPENSIVE,
                f"The gzip file unpacks to more than {limit:,} bytes; raise --max-unpacked-bytes if it is a store.",
            )
        if not unpacker.eof:
            raise StoreError(StoreErrorKind.MALFORMED, "The gzip file is cut off; copy it again.")
        pieces.append(piece)
        rest = unpacker.unused_data
    return b"".join(pieces)


READER = Reader(name="GZIP", title="A store compressed with gzip", extensions=(".gz",), sniff=sniff, read=read)
