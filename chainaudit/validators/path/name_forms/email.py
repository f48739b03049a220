"""Mailboxes and their subtrees: one mailbox, all of a host, all of a domain (RFC 5280, 4.2.1.10 and 7.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.validators.path.name_forms.dns import host_fault, suffixes

if TYPE_CHECKING:
    from chainaudit.model.general_name import GeneralName


def split(text: str) -> tuple[str, str] | None:
    """Return local part and host in lower case; None where the text is no mailbox (RFC 5321, 4.1.2)."""
    local, at, host = text.rpartition("@")
    if not at or not local or ("@" in local and not _is_quoted(local)):
        return None
    if any(c.isspace() or not c.isprintable() for c in local) and not _is_quoted(local):
        return None
    return local, host.lower()


def _is_quoted(local: str) -> bool:
    return len(local) > 2 and local[0] == local[-1] == '"'


def fault(name: GeneralName) -> str:
    """Say why a presented name is no mailbox."""
    parts = split(name.text)
    if parts is None:
        return "is not a local part, an at sign and a host"
    reason = host_fault(parts[1])
    return f"has a host that {reason}" if reason else ""


class Subtrees:
    """Mailboxes, hosts and domains, each looked up by the host. Local parts are compared exactly, hosts caseless."""

    __slots__ = ("_domains", "_everything", "_hosts", "_mailboxes")

    def __init__(self) -> None:
        self._mailboxes: set[tuple[str, str]] = set()
        self._hosts: set[str] = set()
        self._domains: set[str] = set()
        self._everything = False

    def add(self, base: GeneralName) -> str:
        """Keep a base: ``root@host``, ``host`` or ``.domain``; an empty one is read as every mailbox."""
        text = base.text
        if not text:
            self._everything = True
            return ""
        if "@" in text:
            parts = split(text)
            if parts is None:
                return "is not a mailbox"
            self._mailboxes.add(parts)
            return host_fault(parts[1])
        if text.startswith("."):
            self._domains.add(text[1:].lower())
            return host_fault(text[1:])
        self._hosts.add(text.lower())
        return host_fault(text)

    def covers(self, name: GeneralName) -> bool:
        """Whether the mailbox lies in a subtree; a domain does not hold the mailboxes of the host of its own name."""
        if self._everything:
            return True
        parts = split(name.text)
        if parts is None:
            return False
        host = parts[1]
        if parts in self._mailboxes or host in self._hosts:
            return True
        return bool(self._domains) and any(s in self._domains for s in suffixes(host) if s != host)

    def touches(self, name: GeneralName) -> bool:
        """The same: a mailbox has no parts."""
        return self.covers(name)
