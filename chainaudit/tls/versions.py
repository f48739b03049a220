"""Numbers and names of protocol versions and content types (RFC 8446 appendix B, RFC 6101)."""

from __future__ import annotations

from typing import Final

SSL2: Final = 0x0002
SSL3: Final = 0x0300
TLS1_0: Final = 0x0301
TLS1_1: Final = 0x0302
TLS1_2: Final = 0x0303
TLS1_3: Final = 0x0304

CHANGE_CIPHER_SPEC: Final = 20
ALERT: Final = 21
HANDSHAKE: Final = 22
APPLICATION_DATA: Final = 23
HEARTBEAT: Final = 24

VERSION_NAMES: Final[dict[int, str]] = {
    SSL2: "SSLv2",
    SSL3: "SSLv3",
    TLS1_0: "TLSv1",
    TLS1_1: "TLSv1.1",
    TLS1_2: "TLSv1.2",
    TLS1_3: "TLSv1.3",
}

_NUMBERS: Final[dict[str, int]] = {
    "sslv2": SSL2,
    "sslv2hello": SSL2,
    "sslv3": SSL3,
    "ssl3": SSL3,
    "ssl3.0": SSL3,
    "tlsv1": TLS1_0,
    "tls1": TLS1_0,
    "tls1.0": TLS1_0,
    "tlsv1.0": TLS1_0,
    "tls1.1": TLS1_1,
    "tlsv1.1": TLS1_1,
    "tls1.2": TLS1_2,
    "tlsv1.2": TLS1_2,
    "tls1.3": TLS1_3,
    "tlsv1.3": TLS1_3,
    "3.0": SSL3,
    "3.1": TLS1_0,
    "3.2": TLS1_1,
    "3.3": TLS1_2,
    "3.4": TLS1_3,
}

_GREASE_LOW_NIBBLE: Final = 0x0A


def is_grease(number: int) -> bool:
    """Whether a two-octet value is one of the reserved ones that clients send to keep servers tolerant (RFC 8701)."""
    low, high = number & 0xFF, number >> 8
    return low == high and low & 0x0F == _GREASE_LOW_NIBBLE


def version_name(number: int) -> str:
    """The usual name of a version number, or its hexadecimal form."""
    return VERSION_NAMES.get(number) or f"0x{number:04x}"


def version_number(name: str) -> int | None:
    """The number behind any of the spellings in use (``TLSv1.2``, ``TLS 1.2``, ``3.3``), None where it is none."""
    return _NUMBERS.get(name.strip().lower().replace(" ", "").replace("_", "."))
