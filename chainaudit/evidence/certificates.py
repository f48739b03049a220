"""Certificates and names as evidence shows them, brought into one form."""

from __future__ import annotations

import re
import sys
from typing import Final

from chainaudit.errors import EncodingError
from chainaudit.model.certificate import Certificate
from chainaudit.model.evidence import SeenCertificate
from chainaudit.model.name import Name

MAX_CACHED: Final = 2048
"""Certificates kept for reuse while one input is read; the same few return on every connection."""

_OPENSSL_SPACED: Final = re.compile(r"(?:^|[,/]\s*)[A-Za-z]+ = ")
_ATTRIBUTE: Final = re.compile(r"\s*([A-Za-z][A-Za-z0-9.]*|[0-9]+(?:\.[0-9]+)+)\s*=\s*")
_GENERAL_FIRST: Final = frozenset(("C", "DC", "ST", "O"))
_MAX_NAME: Final = 4096
_OCTETS: Final = re.compile(r"(?:\\x?[0-9A-Fa-f]{2})+")
_ONE_LINE_OCTETS: Final = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")
_CHARACTER: Final = re.compile(r"\\[UW]((?<=U)[0-9A-F]{4}|[0-9A-F]{8})")
_SURROGATES: Final = range(0xD800, 0xE000)
"""Halves of UTF-16: no characters of their own."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_LOST: Final = re.compile(r"[?\ufffd\u0080-\U0010ffff]+")
"""Characters that a program without the right character set writes as ``?``, and those marks."""
_LABELS: Final = {"EMAILADDRESS": "emailAddress", "E": "emailAddress", "S": "ST", "SP": "ST", "T": "title"}


class CertificateCache:
    """Parses each certificate of an input once. Not for use by two threads at a time."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[bytes, SeenCertificate] = {}

    def see(self, encoded: bytes) -> SeenCertificate:
        """The certificate behind ``encoded`` DER; bytes that are none keep their fingerprint and say so as subject."""
        known = self._known.get(encoded)
        if known is None:
            if len(self._known) >= MAX_CACHED:
                self._known.clear()
            known = self._known[encoded] = see_certificate(encoded)
        return known


def see_certificate(encoded: bytes) -> SeenCertificate:
    """Read a certificate from DER as far as it goes; never raises."""
    try:
        certificate = Certificate.read(encoded)
    except EncodingError:
        import hashlib

        seen = SeenCertificate("(not a certificate)", "(unreadable)")
        seen.der = encoded
        seen.fingerprint = hashlib.sha256(encoded).hexdigest()
        return seen
    seen = SeenCertificate(normal_name(str(certificate.subject)), normal_name(str(certificate.issuer)))
    seen.der = certificate.der
    seen.certificate = certificate
    seen.fingerprint = certificate.fingerprint
    seen.serial = certificate.serial_number
    seen.version = certificate.version
    seen.not_before = certificate.not_before
    seen.not_after = certificate.not_after
    seen.is_ca = certificate.is_ca
    seen.names = tuple(name.shown for name in certificate.subject_alternative_names or () if _is_host(str(name)))
    key = certificate.public_key
    if key is not None:
        seen.key_algorithm, seen.key_bits = key.algorithm, key.bits
    algorithm = certificate.signature_algorithm
    seen.digest = None if algorithm is None else algorithm.digest
    seen.purposes = certificate.extended_key_usage
    return seen


def _is_host(name: str) -> bool:
    return name.startswith(("DNS:", "IP"))


def authority_text(encoded: bytes) -> str:
    """A DER name as RFC 4514 text."""
    return normal_name(str(Name(encoded)))


def split_name(text: str) -> list[tuple[str, str]]:
    """The attributes of a name in any usual notation, in the order written; () where it is none.

    Understands RFC 4514 (``CN=a,O=b``), Java (``CN=a, O="b, c"``), OpenSSL (``C = ZZ, O = b`` and ``/C=ZZ/O=b``) and
    lower-case types (IAIK). Multi-valued RDNs come apart.
    """
    text = text.strip()[:_MAX_NAME]
    separators = "/" if text.startswith("/") else ",+;"
    text = text.removeprefix("/")
    parts: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            if parts and separators == "/":
                at, more = _value(text, at, separators)
                parts[-1] = (parts[-1][0], f"{parts[-1][1]}/{more}")
                continue
            return []
        label = match.group(1).upper() if len(match.group(1)) <= 2 else match.group(1)
        at, value = _value(text, match.end(), separators)
        parts.append((_LABELS.get(label.upper(), label), value))
    return parts


def _value(text: str, at: int, separators: str) -> tuple[int, str]:
    """One attribute's value from ``at``; the position behind its separator comes first."""
    value: list[str] = []
    quoted = False
    while at < len(text):
        char = text[at]
        if char == "\\" and at + 1 < len(text):
            width, plain = _unescaped(text, at, is_one_line=separators == "/")
            value.append(plain)
            at += width
            continue
        if char == '"' and separators != "/":
            quoted = not quoted
        elif char in separators and not quoted and (char == "/" or _starts_attribute(text, at + 1)):
            at += 1
            break
        else:
            value.append(char)
        at += 1
    return at, _from_utf_16("".join(value)).strip()


def _unescaped(text: str, at: int, *, is_one_line: bool) -> tuple[int, str]:
    r"""What a backslash stands before: how long it is in the text, and the characters that it means.

    RFC 4514, 2.4 writes octets as ``\C3``, OpenSSL characters as ``\U0141`` and ``\W0001F600``; its one-line form, and
    Apache, octets as ``\xC3``. The one-line form leaves a backslash of the name itself as it is.
    """
    octets = (_ONE_LINE_OCTETS if is_one_line else _OCTETS).match(text, at)
    if octets is not None:
        data = bytes.fromhex(octets.group().replace("\\x", "").replace("\\", ""))
        try:
            return len(octets.group()), data.decode("latin-1" if b"\0" in data else "utf-8")
        except UnicodeDecodeError:
            return len(octets.group()), data.decode("latin-1")
    character = None if is_one_line else _CHARACTER.match(text, at)
    if character is not None:
        number = int(character[1], 16)
        exists = number <= sys.maxunicode and number not in _SURROGATES
        return len(character.group()), chr(number) if exists else "\ufffd"
    if is_one_line and text[at + 1] not in "/+":
        return 1, "\\"
    return 2, text[at + 1]


def _from_utf_16(value: str) -> str:
    """A value that OpenSSL's one-line form shows by its octets, two for each character (BMPString)."""
    if "\0" not in value or len(value) % 2 or max(value) > "\xff":
        return value
    return value.encode("latin-1").decode("utf-16-be", "replace")


def _starts_attribute(text: str, at: int) -> bool:
    """Whether what follows a separator is another attribute, and not the rest of an unescaped value."""
    return _ATTRIBUTE.match(text, at) is not None


def normal_name(text: str) -> str:
    """A name as RFC 4514 writes it, most specific attribute first, whatever notation it came in."""
    parts = split_name(text)
    if not parts:
        return text.strip()
    general_first = parts[0][0] in _GENERAL_FIRST and parts[-1][0] not in _GENERAL_FIRST
    if text.lstrip().startswith("/") or (_OPENSSL_SPACED.search(text) and parts[-1][0] == "CN") or general_first:
        parts.reverse()
    return ",".join(f"{label}={_escape(value)}" for label, value in parts)


def _escape(value: str) -> str:
    escaped = re.sub(r'([,+"\\<>;])', r"\\\1", value)
    escaped = _CONTROL.sub(lambda match: f"\\{ord(match.group()):02X}", escaped)
    if escaped.startswith(("#", " ")):
        escaped = "\\" + escaped
    return escaped


def name_key(text: str) -> frozenset[tuple[str, str]]:
    """A value that equal names share, however they are written (case and order of attributes do not count)."""
    return frozenset((label.upper(), " ".join(value.lower().split())) for label, value in split_name(text))


def same_name(one: str, other: str) -> bool:
    """Whether two texts name the same subject; characters that a log shows as ``?`` may be any that are not ASCII."""
    if one == other:
        return bool(one)
    key = name_key(one)
    if not key:
        return False
    wanted = name_key(other)
    return key == wanted or (_has_lost(one) != _has_lost(other) and _without_lost(key) == _without_lost(wanted))


def _has_lost(text: str) -> bool:
    return "?" in text or "\ufffd" in text


def _without_lost(key: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((label, _LOST.sub("?", value)) for label, value in key)
