"""The names of subject alternative names, name constraints and access locations (RFC 5280, 4.2.1.6)."""

from __future__ import annotations

import enum
from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.name import Name


class NameKind(enum.Enum):
    """The choices of GeneralName that matter by name; the value is what people call it."""

    __hash__ = object.__hash__  # members are single objects; the hash of enum is computed anew in Python each time

    OTHER = "otherName"
    EMAIL = "email"
    DNS = "DNS"
    X400 = "x400Address"
    DIRECTORY = "dirName"
    EDI = "ediPartyName"
    URI = "URI"
    IP = "IP"
    REGISTERED_ID = "registeredID"


_BY_TAG: Final = {
    0xA0: NameKind.OTHER,
    0x81: NameKind.EMAIL,
    0x82: NameKind.DNS,
    0xA3: NameKind.X400,
    0xA4: NameKind.DIRECTORY,
    0xA5: NameKind.EDI,
    0x86: NameKind.URI,
    0x87: NameKind.IP,
    0x88: NameKind.REGISTERED_ID,
}
_TEXT: Final = (NameKind.EMAIL, NameKind.DNS, NameKind.URI)
_IP_SIZES: Final = (4, 16)


class GeneralName:
    """One name: its kind, the content octets, and for text kinds the text, for directory names the name."""

    __slots__ = ("directory", "kind", "text", "value")

    def __init__(self, kind: NameKind, value: bytes, text: str = "", directory: Name | None = None) -> None:
        self.kind = kind
        self.value = value
        self.text = text
        self.directory = directory

    def __str__(self) -> str:
        """Write it as openssl does, ``DNS:a.example``."""
        return f"{self.kind.value}:{self.shown}"

    def __repr__(self) -> str:
        """Show the name."""
        return f"GeneralName({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        """Compare kind and octets."""
        return isinstance(other, GeneralName) and (self.kind, self.value) == (other.kind, other.value)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((self.kind, self.value))

    @property
    def shown(self) -> str:
        """The name without its kind, as a person writes it."""
        if self.kind in _TEXT:
            text = self.text[:260]
            return text if text.isprintable() else "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
        if self.kind is NameKind.IP and len(self.value) in (4, 8, 16, 32):
            import ipaddress

            size = 4 if len(self.value) in (4, 8) else 16
            address = str(ipaddress.ip_address(self.value[:size]))
            return address if len(self.value) == size else f"{address}/{ipaddress.ip_address(self.value[size:])}"
        if self.directory is not None:
            return str(self.directory)
        return self.value[:64].hex()


def read(node: der.Node, *, constraint: bool = False) -> GeneralName:
    """Read one GeneralName; with ``constraint`` an IP is an address and its mask (RFC 5280, 4.2.1.10).

    Raises:
        EncodingError: an unknown choice, text outside ASCII, or an address of a wrong size.
    """
    kind = _BY_TAG.get(node.tag)
    if kind is None:
        raise EncodingError(f"a general name has the unknown tag 0x{node.tag:02x}", node.start)
    content = node.content
    if kind in _TEXT:
        try:
            text = content.decode("ascii")
        except UnicodeDecodeError as error:
            raise EncodingError(f"a {kind.value} name holds bytes outside ASCII", node.start) from error
        return GeneralName(kind, content, text)
    if kind is NameKind.DIRECTORY:
        name = Name(der.sole(content, der.SEQUENCE, "a directory name").encoded)
        _ = name.rdns  # a name that cannot be read is refused here, not where it is compared
        return GeneralName(kind, content, directory=name)
    if kind is NameKind.IP and len(content) not in tuple(s * (2 if constraint else 1) for s in _IP_SIZES):
        raise EncodingError(f"an IP address has {len(content)} bytes", node.start)
    return GeneralName(kind, content)


def read_list(data: bytes, what: str) -> tuple[GeneralName, ...]:
    """Read a SEQUENCE OF GeneralName that may not be empty.

    Raises:
        EncodingError: empty or malformed.
    """
    names = tuple(read(node) for node in der.sole(data, der.SEQUENCE, what).children())
    if not names:
        raise EncodingError(f"{what} is empty", 0)
    return names
