"""The files of NSS databases: their names, and the octets that they begin with."""

from __future__ import annotations

from typing import Final

CERTIFICATES_FILE: Final = "cert9.db"
KEYS_FILE: Final = "key4.db"
LEGACY_FILE: Final = "cert8.db"
"""Of NSS before 2018, a Berkeley DB."""
SQLITE_MAGIC: Final = b"SQLite format 3\0"
BERKELEY_MAGIC: Final = (b"\x00\x06\x15\x61", b"\x61\x15\x06\x00")
"""In either order of octets."""
