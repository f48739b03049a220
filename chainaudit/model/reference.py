"""The name that a person types, as a reference identifier that can be compared (RFC 9525, 6.2).

Host names beyond ASCII become A-labels as browsers make them: UTS #46 without transitional processing, so that ``ß``
stays itself. Python's own ``idna`` codec follows IDNA 2003, which turns ``faß.de`` into another domain; the mapping
here uses Unicode's data and the Punycode codec (RFC 3492), so that the answer does not depend on what is installed.
"""

from __future__ import annotations

from typing import Final

from chainaudit.errors import UsageError
from chainaudit.model.question import ReferenceIdentifier, ReferenceKind

MAX_LABEL: Final = 63
"""Octets of one label (RFC 1035, 2.3.4)."""
MAX_NAME: Final = 253
"""Characters of a whole name in text form, without the dot at the end (RFC 1035, 2.3.4)."""

_LABEL_CHARACTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_DOTS: Final = str.maketrans({"\u3002": ".", "\uff0e": ".", "\uff61": "."})  # RFC 3490, 3.1 (1)
_JOINERS: Final = "\u200c\u200d"
_MIDDLE_DOTS: Final = "\u00b7\u30fb"
_KEPT: Final = frozenset("ßς")
"""Letters that IDNA 2003 folded into others and that now stand for themselves (UTS #46, 7, deviations)."""
_FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0").union(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10)))
)
"""Invisible letters and marks, which mapping leaves out as it does format characters."""


def reference_identifier(text: str, kind: ReferenceKind | None = None) -> ReferenceIdentifier:
    """Say what ``text`` names: an IP address, a mailbox (with an @) or a DNS name; ``kind`` where it is known.

    Raises:
        UsageError: it is no name, or more than one (a port, a scheme, a path, a wildcard); it says what to type.
    """
    if kind is ReferenceKind.EMAIL or (kind is None and "@" in text and "/" not in text):
        return _mailbox(text)
    stripped = text.strip()
    if not stripped:
        raise UsageError("the host name is empty; give one such as api.example.com")
    if "://" in stripped or "/" in stripped:
        raise UsageError(f"'{text}' is an address with more than a host; give the host alone: {_host_of(stripped)}")
    packed = _packed(stripped)
    if packed is not None and kind is not ReferenceKind.DNS:
        return ReferenceIdentifier(ReferenceKind.IP, stripped.strip("[]"), packed)
    if kind is ReferenceKind.IP:
        raise UsageError(f"'{text}' is no IP address; give one such as 192.0.2.1 or 2001:db8::1")
    return ReferenceIdentifier(ReferenceKind.DNS, stripped, dns_name(stripped))


def dns_name(text: str) -> str:
    """Return a host name as comparable text: lower-case A-labels without a dot at the end.

    Raises:
        UsageError: it is no host name.
    """
    if len(text) > 4 * MAX_NAME:  # a letter may be typed as itself and some marks
        raise UsageError(f"the host name is {len(text)} characters long, and no name is longer than {MAX_NAME}")
    if any(c.isspace() for c in text):
        raise UsageError(f"the host name '{text}' holds a space; give one name such as api.example.com")
    if ":" in text:
        raise UsageError(f"'{text}' holds a port; give the host alone: {_host_of(text)}")
    if "*" in text:
        raise UsageError(f"'{text}' is a pattern; give the one host name that is connected to, such as api.example.com")
    dotted = text.translate(_DOTS)
    labels = dotted.removesuffix(".").split(".")
    encoded = [_label(label, text) for label in labels]
    name = ".".join(encoded)
    if len(name) > MAX_NAME:
        raise UsageError(f"the host name is {len(name)} characters long, and no name is longer than {MAX_NAME}")
    if encoded[-1].isdecimal():
        raise UsageError(f"'{text}' ends in a number, but is no IP address; four numbers up to 255 would be one")
    return name


def _label(label: str, whole: str) -> str:
    encoded = label.lower() if label.isascii() else _a_label(label, whole)
    if not encoded:
        raise UsageError(f"the host name '{_short(whole)}' has an empty part between its dots")
    if len(encoded) > MAX_LABEL:
        raise UsageError(
            f"'{_short(label)}' in the host name takes {len(encoded)} octets, and no part takes more than 63"
        )
    if not _LABEL_CHARACTERS.issuperset(encoded):
        odd = next(c for c in encoded if c not in _LABEL_CHARACTERS)
        raise UsageError(f"the host name '{_short(whole)}' holds {odd!r}, which no host name does")
    if encoded[0] == "-" or encoded[-1] == "-":
        raise UsageError(f"'{_short(label)}' in the host name begins or ends with a hyphen, which no host name does")
    return encoded


def _a_label(label: str, whole: str) -> str:
    """Map and encode one label (UTS #46, 4; RFC 5891, 4.4)."""
    import unicodedata

    seen = (c for c in label if c in _JOINERS or not _is_invisible(c))
    folded = (c if c in _KEPT else "ß" if c == "ẞ" else unicodedata.normalize("NFKC", c).casefold() for c in seen)
    mapped = unicodedata.normalize("NFKC", "".join(folded))
    if mapped.isascii():
        return mapped
    for character in mapped:
        is_letter = unicodedata.category(character)[0] in "LMN" or unicodedata.category(character) == "So"
        if not (is_letter or character in _JOINERS or character in _MIDDLE_DOTS or character in _LABEL_CHARACTERS):
            raise UsageError(f"the host name '{_short(whole)}' holds {character!r}, which no host name does")
    if len(mapped) > MAX_LABEL:  # Punycode takes a character at least for each, and time by the square of the length
        raise UsageError(f"'{_short(label)}' in the host name is {len(mapped)} letters long, and no part is over 63")
    if unicodedata.category(mapped[0])[0] == "M":
        raise UsageError(f"'{_short(label)}' in the host name begins with a mark that belongs to no letter")
    return "xn--" + mapped.encode("punycode").decode("ascii")


def _is_invisible(character: str) -> bool:
    import unicodedata

    return character in _FILLERS or unicodedata.category(character) == "Cf"


def _mailbox(text: str) -> ReferenceIdentifier:
    local, at, host = text.rpartition("@")
    if not at or not local or not host or any(c.isspace() for c in text):
        raise UsageError(f"'{_short(text)}' is no e-mail address; give one such as user@example.com")
    return ReferenceIdentifier(ReferenceKind.EMAIL, text, text)


def _packed(text: str) -> bytes | None:
    inner = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    if ":" not in inner and not inner[-1:].isdigit():
        return None  # without importing ipaddress: of names that is known by their end
    import ipaddress

    try:
        return ipaddress.ip_address(inner).packed
    except ValueError:
        return None


def _host_of(text: str) -> str:
    """Guess the host within a longer address, for the sentence that asks for it alone."""
    rest = text.rpartition("://")[2]
    rest = rest.partition("/")[0].rpartition("@")[2]
    if rest.startswith("["):
        return rest[1:].partition("]")[0]
    return rest.partition(":")[0] or "api.example.com"


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "…"
