"""DNS names and their subtrees (RFC 5280, 4.2.1.10 and 7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.general_name import GeneralName

MAX_NAME: Final = 253
MAX_LABEL: Final = 63
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


def host_fault(text: str) -> str:
    """Say why a text is no host name of dot-separated labels; "" where it is one.

    Underscores are let through: certificates of real hosts have them, and no constraint reads differently for it.
    """
    if not text or len(text) > MAX_NAME:
        return "is empty" if not text else f"has more than {MAX_NAME} characters"
    for label in text.split("."):
        if not label:
            return "has an empty label"
        if len(label) > MAX_LABEL:
            return f"has a label of more than {MAX_LABEL} characters"
        if not _LETTERS.issuperset(label.lower()):
            return "has a character that no host name has"
        if label[0] == "-" or label[-1] == "-":
            return "has a label that begins or ends with a hyphen"
    return ""


def suffixes(host: str) -> Iterator[str]:
    """Yield a host name and every name above it."""
    yield host
    at = host.find(".")
    while at >= 0:
        yield host[at + 1 :]
        at = host.find(".", at + 1)


def fault(name: GeneralName) -> str:
    """Say why a presented name is no DNS name; its first label may be an asterisk (RFC 9525, 6.3)."""
    return host_fault(name.text.removeprefix("*."))


class Subtrees:
    """Bases by their labels. A base holds itself and every name with labels added to its left."""

    __slots__ = ("_above", "_bases", "_below", "_everything")

    def __init__(self) -> None:
        self._bases: set[str] = set()
        self._below: set[str] = set()  # written with a leading period, as OpenSSL reads it: without the name itself
        self._above: set[str] = set()  # what is left of a base without its first label: a wildcard there reaches it
        self._everything = False

    def add(self, base: GeneralName) -> str:
        """Keep a base; an empty one holds every name."""
        text = base.text.lower()
        if not text:
            self._everything = True
            return ""
        if text.startswith("."):
            self._below.add(text[1:])
            return host_fault(text[1:]) or "begins with a period, which only URI and e-mail constraints may"
        self._bases.add(text)
        self._above.add(text.partition(".")[2])
        return host_fault(text)

    def covers(self, name: GeneralName) -> bool:
        """Whether all that the name stands for lies in a subtree."""
        if self._everything:
            return True
        text = name.text.lower()
        if text.startswith("*."):
            parent = text[2:]
            return any(s in self._bases or s in self._below for s in suffixes(parent))
        return any(s in self._bases or (s in self._below and s != text) for s in suffixes(text))

    def touches(self, name: GeneralName) -> bool:
        """Whether something that the name stands for lies in a subtree: a wildcard stands for one label."""
        text = name.text.lower()
        return self.covers(name) or (text.startswith("*.") and text[2:] in self._above)
