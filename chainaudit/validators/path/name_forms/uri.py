"""URIs and their subtrees, which bind the host part alone (RFC 5280, 4.2.1.10; RFC 3986, 3.2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.validators.path.name_forms.dns import host_fault, suffixes

if TYPE_CHECKING:
    from chainaudit.model.general_name import GeneralName

_AUTHORITY: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
_DOTTED_NUMBERS: Final = re.compile(r"[0-9]+(\.[0-9]+){3}")


def host_of(text: str) -> str | None:
    """Return the host of a URI in lower case, a name and no address; None where it has none."""
    found = _AUTHORITY.match(text)
    if found is None:
        return None
    host = found[1].rpartition("@")[2]
    if host.startswith("["):
        return None
    host = host.partition(":")[0].lower()
    return None if host_fault(host) or _DOTTED_NUMBERS.fullmatch(host) else host


def fault(name: GeneralName) -> str:
    """Say why no constraint can be put to a URI; its certificate must then be refused (RFC 5280, 4.2.1.10)."""
    return "" if host_of(name.text) is not None else "names no host by its DNS name"


class Subtrees:
    """Hosts, and domains written with a leading period, which hold what is below them."""

    __slots__ = ("_domains", "_everything", "_hosts")

    def __init__(self) -> None:
        self._hosts: set[str] = set()
        self._domains: set[str] = set()
        self._everything = False

    def add(self, base: GeneralName) -> str:
        """Keep a base; an empty one is read as every host."""
        text = base.text.lower()
        if not text:
            self._everything = True
            return ""
        if text.startswith("."):
            self._domains.add(text[1:])
            return host_fault(text[1:])
        self._hosts.add(text)
        return "is an address" if _DOTTED_NUMBERS.fullmatch(text) else host_fault(text)

    def covers(self, name: GeneralName) -> bool:
        """Whether the host of the URI lies in a subtree."""
        host = host_of(name.text)
        if host is None:
            return False
        if self._everything or host in self._hosts:
            return True
        return bool(self._domains) and any(s in self._domains for s in suffixes(host) if s != host)

    def touches(self, name: GeneralName) -> bool:
        """The same: a URI has no parts."""
        return self.covers(name)
