"""Distinguished names as programs print them, taken apart for comparison (RFC 4514, RFC 1779 with quotes)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.name import prepare

_SYNONYMS: Final = {"S": "ST", "EMAIL": "EMAILADDRESS", "E": "EMAILADDRESS", "DN": "DNQUALIFIER"}


def name_key(text: str) -> tuple[str, ...]:
    """Return what two spellings of the same name have in common: one string an RDN, as written, most specific first.

    Types are compared without case, values as RFC 5280, 7.1 does; quotes and backslashes are resolved.
    """
    rdns = (rdn for rdn in _split(text, ",;") if rdn.strip())
    return tuple("+".join(sorted(_attribute(part) for part in _split(rdn, "+"))) for rdn in rdns)


def _attribute(text: str) -> str:
    kind, _, value = text.partition("=")
    label = kind.strip().upper().removeprefix("OID.")
    return f"{_SYNONYMS.get(label, label)}={prepare(_unquoted(value.strip()))}"


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    out = []
    escaped = False
    for character in value:
        if character == "\\" and not escaped:
            escaped = True
            continue
        out.append(character)
        escaped = False
    return "".join(out)


def _split(text: str, separators: str) -> list[str]:
    """Split at separators that stand neither in quotes nor behind a backslash."""
    parts: list[str] = []
    quoted = escaped = False
    pieces: list[str] = []
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == '"':
            quoted = not quoted
        elif character in separators and not quoted:
            parts.append("".join(pieces))
            pieces = []
            continue
        pieces.append(character)
    return [*parts, "".join(pieces)]
