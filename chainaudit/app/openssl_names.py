"""Names as OpenSSL prints them, by the words of -nameopt (openssl-namedisplay-options(1))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import EncodingError
from chainaudit.model.name import SHORT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.name import Attribute, Name

_SPECIAL: Final = frozenset(',+"\\<>;')
_ONELINE: Final = frozenset(
    {"esc_2253", "esc_ctrl", "esc_msb", "utf8", "use_quote", "sep_comma_plus_space", "space_eq", "sname"}
)
_SETS: Final = {
    "oneline": _ONELINE,
    "rfc2253": frozenset({"esc_2253", "esc_ctrl", "esc_msb", "utf8", "sep_comma_plus", "dn_rev", "sname"}),
    "multiline": frozenset({"esc_ctrl", "esc_msb", "sep_multiline", "space_eq", "lname", "align"}),
    "compat": frozenset({"compat"}),
}
_SEPARATORS: Final = {
    "sep_comma_plus": (",", "+"),
    "sep_comma_plus_space": (", ", " + "),
    "sep_semi_plus_space": ("; ", " + "),
    "sep_multiline": ("\n", " + "),
}
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
}


def flags_of(option: str | None) -> frozenset[str]:
    """Return the flags that -nameopt names; a word with ``-`` before it takes a flag away."""
    if not option:
        return _ONELINE
    flags: set[str] = set()
    for word in option.lower().split(","):
        if word in _SETS:
            flags |= _SETS[word]
        elif word.startswith("-"):
            flags.discard(word[1:])
        else:
            if word.startswith("sep_"):
                flags -= set(_SEPARATORS)
            flags.add(word)
    return frozenset(flags)


def written(name: Name, flags: frozenset[str]) -> str:
    """Return a name as OpenSSL prints it with these flags; a name that cannot be read as its octets."""
    try:
        rdns = list(name.rdns)
    except EncodingError:
        return f"#{name.encoded.hex().upper()}"
    if "compat" in flags:
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


def _ordered(rdn: Iterable[Attribute], flags: frozenset[str]) -> list[Attribute]:
    attributes = list(rdn)
    return attributes[::-1] if "dn_rev" in flags else attributes


def _pair(attribute: Attribute, flags: frozenset[str]) -> str:
    value = _value(attribute, flags)
    if "nofname" in flags:
        return value
    label = attribute.oid if "oid" in flags else attribute.label
    if "lname" in flags:
        label = _LONG_NAMES.get(label, label)
    equals = " = " if "space_eq" in flags else "="
    return f"{label.ljust(25) if 'align' in flags else label}{equals}{value}"


def _plain(attribute: Attribute) -> str:
    return "".join(chr(b) if 32 <= b < 127 else f"\\x{b:02X}" for b in attribute.value)


def _value(attribute: Attribute, flags: frozenset[str]) -> str:
    text = attribute.text
    if text is None or attribute.oid not in SHORT_NAMES:
        length = len(attribute.value)
        head = bytes((attribute.tag, length)) if length < 128 else bytes((attribute.tag, 0x81, length & 0xFF))
        return f"#{(head + attribute.value).hex().upper()}"
    quoted = "use_quote" in flags and (any(c in _SPECIAL for c in text) or text != text.strip(" ") or text[:1] == "#")
    last = len(text) - 1
    out = "".join(_character(c, at, last, flags, quoted=quoted) for at, c in enumerate(text))
    return f'"{out}"' if quoted else out


def _character(c: str, at: int, last: int, flags: frozenset[str], *, quoted: bool) -> str:
    code = ord(c)
    if code > 126 and "esc_msb" in flags:
        return "".join(f"\\{b:02X}" for b in c.encode("utf-8"))
    if (code < 32 or code == 127) and "esc_ctrl" in flags:
        return f"\\{code:02X}"
    if "esc_2253" not in flags:
        return c
    if quoted:
        return f"\\{c}" if c in '"\\' else c
    edge = (c == " " and at in (0, last)) or (c == "#" and at == 0)
    return f"\\{c}" if c in _SPECIAL or edge else c
