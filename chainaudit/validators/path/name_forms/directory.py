"""Directory names and their subtrees: every name that begins with the base's RDNs (RFC 5280, 4.2.1.10 and 7.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainaudit.model.general_name import GeneralName


def fault(name: GeneralName) -> str:
    """Say why a presented name is no directory name."""
    return "" if name.directory is not None and isinstance(name.directory.key, tuple) else "cannot be read"


class Subtrees:
    """Bases as tuples of prepared RDNs."""

    __slots__ = ("_bases", "_lengths")

    def __init__(self) -> None:
        self._bases: set[tuple[object, ...]] = set()
        self._lengths: set[int] = set()

    def add(self, base: GeneralName) -> str:
        """Keep a base; one without RDNs holds every name."""
        key = None if base.directory is None else base.directory.key
        if not isinstance(key, tuple):
            return "cannot be read"
        self._bases.add(key)
        self._lengths.add(len(key))
        return ""

    def covers(self, name: GeneralName) -> bool:
        """Whether the name begins with a base."""
        key = None if name.directory is None else name.directory.key
        if not isinstance(key, tuple):
            return False
        return any(key[:length] in self._bases for length in self._lengths if length <= len(key))

    def touches(self, name: GeneralName) -> bool:
        """The same: a directory name has no parts."""
        return self.covers(name)
