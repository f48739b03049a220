"""SEQUENCEs of strangers: recognised by their first octets, counted while read, and what is said of broken ones."""

from __future__ import annotations

import itertools
from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der

FEW: Final = 16
"""No structure of fixed fields in any store has more."""
LONG_CHAIN: Final = 1_000
"""Certificates of one chain, or signers of one store; real ones have ten at most."""


BROKEN: Final = (EncodingError, IndexError, ValueError)
"""What comes of reading a structure that is malformed: a break of the encoding, or fewer parts than were asked for."""


def what_broke(error: Exception, *, with_place: bool = False) -> str:
    """Return a phrase for one of ``BROKEN``, on request with the byte where the encoding breaks."""
    if not isinstance(error, EncodingError):
        return "a part is missing"
    return f"{error.message} (byte {error.offset})" if with_place else error.message


def content_start(data: bytes, offset: int = 0) -> int:
    """Return where the content of the SEQUENCE at ``offset`` begins, 0 where there is none.

    The content may be cut off or of indefinite length (X.690, 8.1.3.6): this is a look at whether it is worth reading.
    """
    if data[offset : offset + 1] != b"\x30" or len(data) < offset + 2:
        return 0
    length = data[offset + 1]
    return offset + 2 + (length & 0x7F if length & 0x80 else 0)


def few(node: der.Node, limit: int = FEW) -> list[der.Node]:
    """Return the elements of ``node``, of which there may be at most ``limit``.

    Raises:
        EncodingError: there are more, or one does not fit.
    """
    found = list(itertools.islice(der.iterate(node.data, node.value_start, node.end), limit + 1))
    if len(found) > limit:
        raise EncodingError(f"a list has more than {limit:,} elements", node.start)
    return found
