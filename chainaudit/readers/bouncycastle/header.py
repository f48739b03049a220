"""What BKS and UBER begin with and are recognised by: version, salt, iteration count; no magic octets."""

from __future__ import annotations

from typing import Final, final

from chainaudit.errors import EncodingError
from chainaudit.readers.java.data_input import DataInput

VERSIONS: Final = (0, 1, 2)
MAX_SALT_BYTES: Final = 1024
"""BouncyCastle writes 20; anything with a huge salt is another format."""
MAX_ENTRY_TYPE: Final = 4
DIGEST_BYTES: Final = 20
"""Of the SHA-1 behind the entries: of an HMAC in BKS, plain and encrypted in UBER."""


@final
class Header:
    """What stands before the entries: version, salt, and iteration count."""

    __slots__ = ("end", "iterations", "salt", "version")

    def __init__(self, data: bytes) -> None:
        """Read it.

        Raises:
            EncodingError: it is no such header.
        """
        source = DataInput(data)
        self.version = source.integer("the version")
        if self.version not in VERSIONS:
            raise EncodingError("the version is not 0, 1 or 2", 0)
        self.salt = source.octets("the salt")
        if not self.salt:
            raise EncodingError("the salt is empty", 4)
        self.iterations = source.integer("the iteration count")
        self.end = source.at
