"""In which order Java's key manager looks at the entries of a keystore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.store import Entry

_TABLE: Final = 16
"""Buckets of a new java.util.HashMap; they double when more than three quarters are taken."""
_KEY_KINDS: Final = ("EC", "Ed25519", "Ed448", "RSA", "RSA-PSS", "DSA")
"""The order in which the other side's list of signature algorithms asks for keys, as OpenSSL and Java send it."""


def in_key_manager_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries as the key manager SunX509, Java's default, comes upon them.

    It keeps those with a key in a java.util.HashMap by their aliases, in lower case, and takes the first of the kind of
    key that is asked for (sun.security.ssl.SunX509KeyManagerImpl, OpenJDK 17 and 25): neither the order of the store
    nor what is valid counts. Entries without aliases stay in their order.
    """
    if any(entry.alias is None for entry in entries):
        return list(entries)
    buckets = _TABLE
    while len(entries) > buckets * 3 // 4:
        buckets *= 2
    return sorted(entries, key=lambda entry: (_kind(entry), _spread(entry.alias or "") & (buckets - 1)))


def _kind(entry: Entry) -> int:
    key = entry.certificates[0].public_key if entry.certificates else None
    algorithm = "" if key is None else key.algorithm
    return _KEY_KINDS.index(algorithm) if algorithm in _KEY_KINDS else len(_KEY_KINDS)


def _spread(alias: str) -> int:
    """Return what java.util.HashMap makes of String.hashCode()."""
    units = alias.lower().encode("utf-16-be", "surrogatepass")
    value = 0
    for at in range(0, len(units), 2):
        value = (value * 31 + int.from_bytes(units[at : at + 2], "big")) & 0xFFFFFFFF
    return value ^ (value >> 16)
