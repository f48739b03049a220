"""The elements of a SEQUENCE whose number a stranger chose: counted while they are read, and not afterwards."""

from __future__ import annotations

import itertools
from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der

FEW: Final = 16
"""No structure of fixed fields in any store has more."""
LONG_CHAIN: Final = 1_000
"""Certificates of one chain, or signers of one store; real ones have ten at most."""


def few(node: der.Node, limit: int = FEW) -> list[der.Node]:
    """Return the elements of ``node``, of which there may be at most ``limit``.

    Raises:
        EncodingError: there are more, or one does not fit.
    """
    found = list(itertools.islice(der.iterate(node.data, node.value_start, node.end), limit + 1))
    if len(found) > limit:
        raise EncodingError(f"a list has more than {limit:,} elements", node.start)
    return found
