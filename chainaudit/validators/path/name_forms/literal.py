"""Names and subtrees compared octet by octet, as OpenSSL does: what is malformed in itself is compared all the same.

Each ``compare`` returns None where the name lies in the subtree, else why not, as a variant of the check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.canonical_name import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.model.certificate import Certificate

OTHER: Final = 0xA0
EMAIL: Final = 0x81
DNS: Final = 0x82
DIRECTORY: Final = 0xA4
URI: Final = 0x86
IP: Final = 0x87
MAILBOX: Final = "1.3.6.1.5.5.7.8.9"
"""The otherName SmtpUTF8Mailbox, which is an e-mail address for constraints (RFC 8398, 6)."""

OUTSIDE: Final = "permitted"
NAME_SYNTAX: Final = "name-syntax"
UNSUPPORTED: Final = "unsupported"


class LiteralName:
    """A name or the base of a subtree: its tag, its octets, and the type of an otherName."""

    __slots__ = ("octets", "tag", "type_oid")

    def __init__(self, tag: int, octets: bytes, type_oid: str = "") -> None:
        self.tag = tag
        self.octets = octets
        self.type_oid = type_oid

    @property
    def kind(self) -> int:
        """The tag of the subtrees that this name is put to."""
        return EMAIL if self.tag == OTHER and self.type_oid == MAILBOX else self.tag


class LiteralSubtree:
    """A subtree; ``is_plain`` says that it has no maximum and a minimum of 0."""

    __slots__ = ("base", "is_plain")

    def __init__(self, base: LiteralName, *, is_plain: bool) -> None:
        self.base = base
        self.is_plain = is_plain


def name_of(node: der.Node) -> LiteralName:
    """Read a GeneralName without a look at what it says.

    Raises:
        EncodingError: it has not the form of one.
    """
    if node.tag == DIRECTORY:
        return LiteralName(DIRECTORY, node.children()[0].encoded)
    if node.tag == OTHER:
        parts = node.children()
        return LiteralName(OTHER, parts[1].content if len(parts) > 1 else b"", der.oid(parts[0]))
    return LiteralName(node.tag, node.content)


def subtrees(value: bytes) -> tuple[list[LiteralSubtree], list[LiteralSubtree]]:
    """Return the permitted and the excluded subtrees of a nameConstraints extension; none where it is malformed."""
    found: dict[int, list[LiteralSubtree]] = {0xA0: [], 0xA1: []}
    try:
        for part in der.sole(value, der.SEQUENCE, "nameConstraints").children():
            for tree in part.children():
                base, *limits = tree.children()
                is_plain = all(limit.tag == 0x80 and not any(limit.content) for limit in limits)
                found.setdefault(part.tag, []).append(LiteralSubtree(name_of(base), is_plain=is_plain))
    except (EncodingError, ValueError, IndexError):
        return [], []
    return found[0xA0], found[0xA1]


def alternative_names(value: bytes) -> list[LiteralName]:
    """Return the names of a subjectAltName extension; none where it is malformed."""
    try:
        return [name_of(node) for node in der.sole(value, der.SEQUENCE, "subjectAltName").children()]
    except (EncodingError, IndexError):
        return []


def attributes(certificate: Certificate, oid: str) -> Iterator[tuple[int, bytes, str | None]]:
    """Yield (tag, octets, text) of the subject's attributes of one type."""
    try:
        rdns = certificate.subject.rdns
    except EncodingError:
        return
    for rdn in rdns:
        for attribute in rdn:
            if attribute.oid == oid:
                yield attribute.tag, attribute.value, attribute.text


def looks_like_a_host(text: str) -> bool:
    """Whether a common name could be a host name: two labels at least, of letters, digits, ``-`` and ``_``."""
    plausible = False
    for at, c in enumerate(text):
        if c.isascii() and (c.isalnum() or c == "_"):
            continue
        inside = 0 < at < len(text) - 1
        if inside and c == "-":
            continue
        if inside and c == "." and text[at + 1] not in ".-" and text[at - 1] != "-":
            plausible = True
            continue
        return False
    return plausible


def compare(name: LiteralName, base: LiteralName) -> str | None:
    """Put a name to the base of a subtree of its kind."""
    if name.tag == OTHER:
        return _mailbox(name.octets, base.octets) if name.kind == EMAIL else UNSUPPORTED
    way = _WAYS.get(name.tag)
    return UNSUPPORTED if way is None else way(name.octets, base.octets)


def _directory(name: bytes, base: bytes) -> str | None:
    return None if canonical(name).startswith(canonical(base)) else OUTSIDE


def _dns(name: bytes, base: bytes) -> str | None:
    if not base:
        return None
    if len(name) < len(base) or _lower(name[len(name) - len(base) :]) != _lower(base):
        return OUTSIDE
    at_label = len(name) == len(base) or base[:1] == b"." or name[len(name) - len(base) - 1 :][:1] == b"."
    return None if at_label else OUTSIDE


def _email(name: bytes, base: bytes) -> str | None:
    local, at, host = name.rpartition(b"@")
    base_local, base_at, base_host = base.rpartition(b"@")
    if not at:
        return NAME_SYNTAX
    if not base_at and base[:1] == b".":
        return None if len(name) > len(base) and _lower(name).endswith(_lower(base)) else OUTSIDE
    if base_local and base_local != local:
        return OUTSIDE
    return None if _lower(host) == _lower(base_host) else OUTSIDE


def _mailbox(name: bytes, base: bytes) -> str | None:
    try:
        node = der.sole(name, der.UTF8_STRING, "a mailbox")
        wanted = base.lstrip(b".").decode("ascii").encode("ascii").decode("idna").encode()
    except (EncodingError, UnicodeError):
        return NAME_SYNTAX
    _, at, host = node.content.rpartition(b"@")
    if not at:
        return NAME_SYNTAX
    if base[:1] == b".":
        return None if _lower(node.content).endswith(b"." + _lower(wanted)) else OUTSIDE
    return None if _lower(host) == _lower(wanted) else OUTSIDE


def _uri(name: bytes, base: bytes) -> str | None:
    scheme, colon, rest = name.partition(b":")
    del scheme
    if not colon or not rest.startswith(b"//"):
        return NAME_SYNTAX
    authority = rest[2:]
    host = authority.partition(b":")[0] if b":" in authority else authority.partition(b"/")[0]
    if not host:
        return NAME_SYNTAX
    if base[:1] == b".":
        return None if len(host) > len(base) and _lower(host).endswith(_lower(base)) else OUTSIDE
    return None if _lower(host) == _lower(base) else OUTSIDE


def _ip(name: bytes, base: bytes) -> str | None:
    if len(name) not in (4, 16) or len(base) not in (8, 32):
        return NAME_SYNTAX  # said of the name even where the base is what is wrong
    if len(base) != 2 * len(name):
        return OUTSIDE
    address, mask = base[: len(name)], base[len(name) :]
    inside = all((n ^ a) & m == 0 for n, a, m in zip(name, address, mask, strict=True))
    return None if inside else OUTSIDE


def _lower(octets: bytes) -> bytes:
    return octets.lower()


_WAYS: Final[dict[int, Callable[[bytes, bytes], str | None]]] = {
    DIRECTORY: _directory,
    DNS: _dns,
    EMAIL: _email,
    URI: _uri,
    IP: _ip,
}
