"""Distinguished names: read leniently, compared as RFC 5280 section 7.1 asks, written as RFC 4514 does."""

from __future__ import annotations

from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model import der, usual
from chainaudit.model.lazily import once, remembered

SHORT_NAMES: Final = {
    "2.5.4.3": "CN",
    "2.5.4.4": "SN",
    "2.5.4.5": "serialNumber",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.9": "street",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.12": "title",
    "2.5.4.15": "businessCategory",
    "2.5.4.17": "postalCode",
    "2.5.4.42": "GN",
    "2.5.4.43": "initials",
    "2.5.4.46": "dnQualifier",
    "2.5.4.65": "pseudonym",
    "2.5.4.97": "organizationIdentifier",
    "0.9.2342.19200300.100.1.1": "UID",
    "0.9.2342.19200300.100.1.25": "DC",
    "1.2.840.113549.1.9.1": "emailAddress",
    "1.3.6.1.4.1.311.60.2.1.3": "jurisdictionC",
    "1.3.6.1.4.1.311.60.2.1.2": "jurisdictionST",
    "1.3.6.1.4.1.311.60.2.1.1": "jurisdictionL",
}
COMMON_NAME: Final = "2.5.4.3"
EMAIL_ADDRESS: Final = "1.2.840.113549.1.9.1"

MAX_SHOWN_CHARACTERS: Final = 400
"""A name from a stranger may be megabytes long; a person reads this much of it."""

_CODECS: Final = {
    der.UTF8_STRING: "utf-8",
    der.PRINTABLE_STRING: "ascii",
    der.IA5_STRING: "ascii",
    der.VISIBLE_STRING: "ascii",
    0x12: "ascii",  # NumericString
    der.TELETEX_STRING: "latin-1",  # what every producer means by T61String
    der.BMP_STRING: "utf-16-be",
    der.UNIVERSAL_STRING: "utf-32-be",
}


class Attribute:
    """One type and value of a name; ``text`` is None where the value is no string that can be decoded."""

    __slots__ = ("oid", "tag", "text", "value")

    def __init__(self, oid: str, tag: int, value: bytes) -> None:
        self.oid = oid
        self.tag = tag
        self.value = value
        self.text = _decode(tag, value)

    @property
    def label(self) -> str:
        """The short name of the type, or the dotted OID."""
        return SHORT_NAMES.get(self.oid, self.oid)

    def key(self) -> tuple[str, int, str | bytes]:
        """Return what two equal attributes have in common (RFC 5280, 7.1: caseless, white space folded)."""
        if self.text is None:
            return self.oid, self.tag, self.value
        return self.oid, 0, prepare(self.text)


class Name:
    """A distinguished name as it stands encoded; attributes are decoded when asked for."""

    def __init__(self, encoded: bytes) -> None:
        self.encoded = encoded

    @once
    def rdns(self) -> tuple[tuple[Attribute, ...], ...]:
        """The relative distinguished names, first to last as encoded.

        Raises:
            EncodingError: it is no Name at all.
        """
        return _parse(self.encoded)

    @once
    def key(self) -> tuple[frozenset[tuple[str, int, str | bytes]], ...] | bytes:
        """A hashable value that equal names share; the bytes themselves where the name cannot be read."""
        try:
            return _key(self.encoded)
        except EncodingError:
            return self.encoded

    @once
    def is_empty(self) -> bool:
        """Whether it has no RDN at all."""
        return len(self.encoded) <= 2

    def values(self, oid: str) -> tuple[str, ...]:
        """Return the texts of every attribute of one type, in order; () where the name cannot be read."""
        try:
            rdns = self.rdns
        except EncodingError:
            return ()
        return tuple(a.text for rdn in rdns for a in rdn if a.oid == oid and a.text is not None)

    @once
    def common_name(self) -> str | None:
        """The most specific (last) common name."""
        found = self.values(COMMON_NAME)
        return found[-1] if found else None

    def __str__(self) -> str:
        """Write it as people know it from openssl and keytool: most specific first (RFC 4514, 2)."""
        try:
            rdns = self.rdns
        except EncodingError:
            return f"(unreadable name {self.encoded[:16].hex()})"
        text = ", ".join("+".join(_write(a) for a in rdn) for rdn in reversed(rdns))
        if len(text) > MAX_SHOWN_CHARACTERS:
            text = text[:MAX_SHOWN_CHARACTERS] + "…"
        return text or "(empty name)"

    def __eq__(self, other: object) -> bool:
        """Compare as RFC 5280, 7.1 does."""
        return isinstance(other, Name) and (self.encoded == other.encoded or self.key == other.key)

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash(self.key)

    def __repr__(self) -> str:
        """Show the name."""
        return f"Name({str(self)!r})"


_TO_SPACE: Final = "[\t-\r\x85\u2028\u2029]"
_TO_NOTHING: Final = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u06dd\u070f\u1806\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2063\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""RFC 4518, 2.2: what is written as a space, and what is left out."""


def prepare(text: str) -> str:
    """Fold a string for comparison: controls, case, compatibility forms, white space (RFC 5280, 7.1; RFC 4518, 2)."""
    if not (text.isascii() and text.isprintable()):
        import re
        import unicodedata

        kept = re.sub(_TO_NOTHING, "", re.sub(_TO_SPACE, " ", text))
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())
    return " ".join(text.casefold().split())


def _decode(tag: int, value: bytes) -> str | None:
    codec = _CODECS.get(tag)
    if codec is None:
        return None
    try:
        return value.decode(codec)
    except UnicodeDecodeError:
        return value.decode("latin-1") if tag in (der.PRINTABLE_STRING, der.IA5_STRING, der.VISIBLE_STRING) else None


@remembered
def _key(encoded: bytes) -> tuple[frozenset[tuple[str, int, str | bytes]], ...]:
    return tuple([frozenset([attribute.key() for attribute in rdn]) for rdn in _parse(encoded)])


@remembered
def _parse(encoded: bytes) -> tuple[tuple[Attribute, ...], ...]:
    quickly = usual.attributes(encoded)
    if quickly is not None:
        return tuple([(Attribute(*parts),) for parts in quickly])
    rdns = []
    for rdn in der.read(encoded).expect(der.SEQUENCE, "a name").children():
        attributes = []
        for pair in rdn.expect(der.SET, "a relative distinguished name").children():
            parts = pair.expect(der.SEQUENCE, "an attribute").children()
            if len(parts) != 2:
                raise EncodingError("an attribute is not a type and a value", pair.start)
            attributes.append(Attribute(der.oid(parts[0]), parts[1].tag, parts[1].content))
        rdns.append(tuple(attributes))
    return tuple(rdns)


_ESCAPED: Final = frozenset(',+"\\<>;')
"""Characters that RFC 4514, 2.4 writes behind a backslash."""


def _write(attribute: Attribute) -> str:
    if attribute.text is None:
        return f"{attribute.label}=#{attribute.value[:64].hex()}"
    text = attribute.text
    if not (text.isprintable() and _ESCAPED.isdisjoint(text)):
        text = "".join(f"\\{c}" if c in _ESCAPED else c if c.isprintable() else f"\\{ord(c):02X}" for c in text)
    if text[:1] in ("#", " "):
        text = "\\" + text
    return f"{attribute.label}={text}"
