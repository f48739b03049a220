"""Names as OpenSSL prints them, by the words of -nameopt (openssl-namedisplay-options(1))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.app.openssl_verify.options import name_options
from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.name import SHORT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.name import Attribute, Name

_RFC2253: Final = frozenset({"esc_2253", "esc_ctrl", "esc_msb", "utf8", "dump_nostr", "dump_der"})
_ONELINE: Final = _RFC2253 | {"use_quote", "sep_comma_plus_space", "space_eq"}
_SETS: Final = {
    "oneline": _ONELINE,
    "rfc2253": _RFC2253 | {"sep_comma_plus", "dn_rev", "dump_unknown"},
    "multiline": frozenset({"esc_ctrl", "esc_msb", "sep_multiline", "space_eq", "lname", "align"}),
    "ca_default": frozenset({"esc_ctrl", "esc_msb", "sep_multiline", "space_eq", "lname", "align"}),
    "compat": frozenset[str](),
}
_SEPARATORS: Final = {
    "sep_comma_plus": (",", "+"),
    "sep_comma_plus_space": (", ", " + "),
    "sep_semi_plus_space": ("; ", " + "),
    "sep_multiline": ("\n", " + "),
}
_LABELS: Final = frozenset({"nofname", "sname", "lname", "oid"})
_LONG_NAMES: Final = {
    "CN": "commonName",
    "C": "countryName",
    "L": "localityName",
    "ST": "stateOrProvinceName",
    "O": "organizationName",
    "OU": "organizationalUnitName",
    "DC": "domainComponent",
    "UID": "userId",
    "SN": "surname",
    "GN": "givenName",
    "street": "streetAddress",
    "jurisdictionC": "jurisdictionCountryName",
    "jurisdictionST": "jurisdictionStateOrProvinceName",
    "jurisdictionL": "jurisdictionLocalityName",
}
_SHORT_WIDTH: Final = 10
_LONG_WIDTH: Final = 25
_TYPES: Final = {
    0x0C: "UTF8STRING",
    0x12: "NUMERICSTRING",
    0x13: "PRINTABLESTRING",
    0x14: "T61STRING",
    0x16: "IA5STRING",
    0x1A: "VISIBLESTRING",
    0x1C: "UNIVERSALSTRING",
    0x1E: "BMPSTRING",
}
_CODECS: Final = {0x0C: "utf-8", 0x1C: "utf-32-be", 0x1E: "utf-16-be"}
"""Strings of more than one octet a character; of all others an octet is one."""
_QUOTABLE: Final = frozenset(",+;<>")
_ALWAYS_ESCAPED: Final = frozenset('"\\')
_ESCAPES: Final = frozenset({"esc_2253", "esc_2254", "esc_ctrl", "esc_msb", "use_quote"})
_LATIN: Final = 0xFF
_BASIC_PLANE: Final = 0xFFFF


def flags_of(option: str | None) -> frozenset[str]:
    """Return the flags that -nameopt names; a word with ``-`` before it takes away what it stands for."""
    if option is None:
        return _ONELINE
    flags: set[str] = set()
    for word in name_options(option):
        name = word.lstrip("+-")
        meant = _SETS.get(name, frozenset({name}))
        if name in _SETS:
            flags.clear()
        for choice in (frozenset(_SEPARATORS), _LABELS):
            flags -= choice if name in choice else frozenset()
        flags = flags - meant if word.startswith("-") else flags | meant
    return frozenset(flags)


def written(name: Name, flags: frozenset[str]) -> str:
    """Return a name as OpenSSL prints it with these flags; a name that cannot be read as its octets.

    Octets that are no UTF-8, as OpenSSL prints them where it is told to, are kept by ``surrogateescape``.
    """
    try:
        rdns = list(name.rdns)
    except EncodingError:
        return f"#{name.encoded.hex().upper()}"
    if not flags:
        return _compatible([a for rdn in rdns for a in rdn])
    if "dn_rev" in flags:
        rdns.reverse()
    outer, inner = next((_SEPARATORS[s] for s in _SEPARATORS if s in flags), (", ", " + "))
    return outer.join(inner.join(_pair(a, flags) for a in _ordered(rdn, flags)) for rdn in rdns)


def _compatible(attributes: list[Attribute]) -> str:
    """Write a name as SSLeay did: a comma before types of one or two capitals, a slash before the others."""
    text = ""
    for attribute in attributes:
        short = len(attribute.label) <= 2 and attribute.label.isupper()
        text += ("" if not text else ", " if short else "/") + f"{attribute.label}={_plain(attribute)}"
    return text


def _plain(attribute: Attribute) -> str:
    def one(octet: int) -> str:
        shown = chr(octet) if 32 <= octet < 127 else f"\\x{octet:02X}"
        return f"\\{shown}" if shown in "/+" else shown

    return "".join(map(one, attribute.value))


def _ordered(rdn: Iterable[Attribute], flags: frozenset[str]) -> list[Attribute]:
    attributes = list(rdn)
    return attributes[::-1] if "dn_rev" in flags else attributes


def _pair(attribute: Attribute, flags: frozenset[str]) -> str:
    value = _value(attribute, flags)
    if "nofname" in flags:
        return value
    label, width = attribute.label, _SHORT_WIDTH
    if "oid" in flags or attribute.oid not in SHORT_NAMES:
        label, width = attribute.oid, 0
    elif "lname" in flags:
        label, width = _LONG_NAMES.get(label, label), _LONG_WIDTH
    equals = " = " if "space_eq" in flags else "="
    return f"{label.ljust(width) if 'align' in flags else label}{equals}{value}"


def _value(attribute: Attribute, flags: frozenset[str]) -> str:
    tag = attribute.tag
    shown = f"{_TYPES.get(tag, f'<ASN1 {tag}>')}:" if "show_type" in flags else ""
    is_unknown = attribute.oid not in SHORT_NAMES and "dump_unknown" in flags
    is_no_string = tag not in _TYPES and "dump_nostr" in flags and "ignore_type" not in flags
    if "dump_all" in flags or is_unknown or is_no_string:
        octets = der.encode(tag, attribute.value) if "dump_der" in flags else attribute.value
        return f"{shown}#{octets.hex().upper()}"
    return shown + _printed(attribute, flags)


def _printed(attribute: Attribute, flags: frozenset[str]) -> str:
    codec = "latin-1" if "ignore_type" in flags else _CODECS.get(attribute.tag, "latin-1")
    if "utf8" in flags and codec == "utf-8":
        codec = "latin-1"  # it stands there as UTF-8 already, and is not converted twice
    elif "utf8" in flags:
        octets = attribute.value.decode(codec, "replace").encode("utf-8", "replace")
        return _escaped(octets.decode("latin-1"), flags)
    return _escaped(attribute.value.decode(codec, "replace"), flags)


def _escaped(text: str, flags: frozenset[str]) -> str:
    """Escape characters, each of which may be an octet of UTF-8; those up to 255 are printed as one octet."""
    last = len(text) - 1
    quoted = "use_quote" in flags and any(_is_quotable(c, at, last, flags) for at, c in enumerate(text))
    out = b"".join(_character(c, at, last, flags) for at, c in enumerate(text))
    return (b'"' + out + b'"' if quoted else out).decode("utf-8", "surrogateescape")


def _is_quotable(c: str, at: int, last: int, flags: frozenset[str]) -> bool:
    if "esc_2253" not in flags:
        return False
    return c in _QUOTABLE or (c == " " and at in (0, last)) or (c == "#" and at == 0)


def _character(c: str, at: int, last: int, flags: frozenset[str]) -> bytes:
    code = ord(c)
    if code > _LATIN:
        return f"\\U{code:04X}".encode() if code <= _BASIC_PLANE else f"\\W{code:08X}".encode()
    if _is_quotable(c, at, last, flags):
        return c.encode() if "use_quote" in flags else f"\\{c}".encode()
    if c in _ALWAYS_ESCAPED and "esc_2253" in flags:
        return f"\\{c}".encode()
    if _is_hexed(c, code, flags):
        return f"\\{code:02X}".encode()
    return b"\\\\" if c == "\\" and flags & _ESCAPES else bytes((code,))


def _is_hexed(c: str, code: int, flags: frozenset[str]) -> bool:
    if code > 0x7F:
        return "esc_msb" in flags
    if (code < 32 or code == 127) and "esc_ctrl" in flags:
        return True
    return "esc_2254" in flags and c in "\0()*\\"
