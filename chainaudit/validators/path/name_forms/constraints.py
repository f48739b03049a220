"""The name constraints of one certificate, made ready to be put to thousands of names (RFC 5280, 4.2.1.10)."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Protocol

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.general_name import GeneralName, NameKind
from chainaudit.validators.path.name_forms import directory, dns, email, ip, uri
from chainaudit.validators.path.name_forms.presented import lenient_name

if TYPE_CHECKING:
    from collections.abc import Callable


class SubtreesOfOneForm(Protocol):
    """What every form's ``Subtrees`` can do."""

    def add(self, base: GeneralName) -> str:
        """Keep a base; answer why it is malformed."""

    def covers(self, name: GeneralName) -> bool:
        """Whether a name lies in a subtree as a whole."""

    def touches(self, name: GeneralName) -> bool:
        """Whether something of a name lies in a subtree."""


_FORMS: Final[dict[NameKind, tuple[Callable[[], SubtreesOfOneForm], Callable[[GeneralName], str]]]] = {
    NameKind.DNS: (dns.Subtrees, dns.fault),
    NameKind.EMAIL: (email.Subtrees, email.fault),
    NameKind.URI: (uri.Subtrees, uri.fault),
    NameKind.IP: (ip.Subtrees, ip.fault),
    NameKind.DIRECTORY: (directory.Subtrees, directory.fault),
}


def name_fault(name: GeneralName) -> str:
    """Say why a name is none of the form that it claims; "" where nothing is wrong or the form is not known here."""
    form = _FORMS.get(name.kind)
    return "" if form is None else form[1](name)


class BaseFault:
    """A subtree that breaks a rule: the variant by which profiles know it, its kind, how it reads, and why."""

    __slots__ = ("kind", "shown", "variant", "why")

    def __init__(self, variant: str, name: GeneralName, why: str) -> None:
        self.variant = variant
        self.kind = name.kind
        self.shown = str(name)
        self.why = why


class Constraints:
    """Permitted and excluded subtrees by kind of name; ``malformed`` says why the extension cannot be read as a whole.

    ``unsupported`` are the kinds that are constrained but have no defined subtrees (otherName, x400Address, ...).
    ``count`` is how many subtrees there are.
    """

    __slots__ = ("count", "excluded", "faults", "malformed", "permitted", "unsupported")

    def __init__(self) -> None:
        self.permitted: dict[NameKind, SubtreesOfOneForm] = {}
        self.excluded: dict[NameKind, SubtreesOfOneForm] = {}
        self.unsupported: set[NameKind] = set()
        self.faults: list[BaseFault] = []
        self.malformed = ""
        self.count = 0

    def _add(self, trees: dict[NameKind, SubtreesOfOneForm], node: der.Node) -> None:
        parts = node.expect(der.SEQUENCE, "a subtree").children()
        if not parts:
            raise EncodingError("a subtree is empty", node.start)
        name = lenient_name(parts[0], constraint=True)
        self.count += 1
        if any(part.tag == 0x81 or (part.tag == 0x80 and part.content.strip(b"\0")) for part in parts[1:]):
            self.faults.append(BaseFault("min-max", name, "has a minimum or maximum, which no name form uses"))
        form = _FORMS.get(name.kind)
        if form is None:
            self.unsupported.add(name.kind)
            return
        if name.kind not in trees:
            trees[name.kind] = form[0]()
        why = trees[name.kind].add(name)
        if why:
            period = name.kind is NameKind.DNS and name.text.startswith(".") and not dns.host_fault(name.text[1:])
            self.faults.append(BaseFault("leading-period" if period else "syntax", name, why))


@functools.lru_cache(maxsize=128)
def read(value: bytes) -> Constraints:
    """Read a nameConstraints extension as far as it goes; never raises. One reading serves every path it stands in."""
    found = Constraints()
    try:
        fields = der.sole(value, der.SEQUENCE, "nameConstraints").children()
        if not fields:
            found.malformed = "it has neither permitted nor excluded subtrees"
        for node in fields:
            trees = {0xA0: found.permitted, 0xA1: found.excluded}.get(node.tag)
            if trees is None:
                found.malformed = f"it has a field with the unknown tag 0x{node.tag:02x}"
                continue
            if node.value_start == node.end:
                found.malformed = "a list of subtrees is empty"
            for tree in der.iterate(value, node.value_start, node.end):
                found._add(trees, tree)  # noqa: SLF001 - the class and its reader are one
    except EncodingError as error:
        found.malformed = error.message
    return found
