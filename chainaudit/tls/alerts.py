"""Alerts: their numbers and names (RFC 8446 6, RFC 5246 7.2, RFC 6066, RFC 7301), and other spellings of them."""

from __future__ import annotations

import re
from typing import Final

WARNING: Final = 1
FATAL: Final = 2

CLOSE_NOTIFY: Final = 0
UNEXPECTED_MESSAGE: Final = 10
HANDSHAKE_FAILURE: Final = 40
NO_CERTIFICATE: Final = 41
BAD_CERTIFICATE: Final = 42
UNSUPPORTED_CERTIFICATE: Final = 43
CERTIFICATE_REVOKED: Final = 44
CERTIFICATE_EXPIRED: Final = 45
CERTIFICATE_UNKNOWN: Final = 46
ILLEGAL_PARAMETER: Final = 47
UNKNOWN_CA: Final = 48
ACCESS_DENIED: Final = 49
DECODE_ERROR: Final = 50
DECRYPT_ERROR: Final = 51
PROTOCOL_VERSION: Final = 70
INSUFFICIENT_SECURITY: Final = 71
INTERNAL_ERROR: Final = 80
INAPPROPRIATE_FALLBACK: Final = 86
USER_CANCELED: Final = 90
NO_RENEGOTIATION: Final = 100
MISSING_EXTENSION: Final = 109
UNRECOGNIZED_NAME: Final = 112
CERTIFICATE_REQUIRED: Final = 116
NO_APPLICATION_PROTOCOL: Final = 120

ALERT_NAMES: Final[dict[int, str]] = {
    CLOSE_NOTIFY: "close_notify",
    UNEXPECTED_MESSAGE: "unexpected_message",
    20: "bad_record_mac",
    21: "decryption_failed",
    22: "record_overflow",
    30: "decompression_failure",
    HANDSHAKE_FAILURE: "handshake_failure",
    NO_CERTIFICATE: "no_certificate",
    BAD_CERTIFICATE: "bad_certificate",
    UNSUPPORTED_CERTIFICATE: "unsupported_certificate",
    CERTIFICATE_REVOKED: "certificate_revoked",
    CERTIFICATE_EXPIRED: "certificate_expired",
    CERTIFICATE_UNKNOWN: "certificate_unknown",
    ILLEGAL_PARAMETER: "illegal_parameter",
    UNKNOWN_CA: "unknown_ca",
    ACCESS_DENIED: "access_denied",
    DECODE_ERROR: "decode_error",
    DECRYPT_ERROR: "decrypt_error",
    52: "too_many_cids_requested",
    60: "export_restriction",
    PROTOCOL_VERSION: "protocol_version",
    INSUFFICIENT_SECURITY: "insufficient_security",
    INTERNAL_ERROR: "internal_error",
    INAPPROPRIATE_FALLBACK: "inappropriate_fallback",
    USER_CANCELED: "user_canceled",
    NO_RENEGOTIATION: "no_renegotiation",
    MISSING_EXTENSION: "missing_extension",
    110: "unsupported_extension",
    111: "certificate_unobtainable",
    UNRECOGNIZED_NAME: "unrecognized_name",
    113: "bad_certificate_status_response",
    114: "bad_certificate_hash_value",
    115: "unknown_psk_identity",
    CERTIFICATE_REQUIRED: "certificate_required",
    117: "general_error",
    NO_APPLICATION_PROTOCOL: "no_application_protocol",
    121: "ech_required",
}

LEVEL_NAMES: Final[dict[int, str]] = {WARNING: "warning", FATAL: "fatal"}

_OTHER_SPELLINGS: Final[dict[str, int]] = {
    "unknown_certificate_authority": UNKNOWN_CA,
    "unknown_certificate": CERTIFICATE_UNKNOWN,
    "expired_certificate": CERTIFICATE_EXPIRED,
    "revoked_certificate": CERTIFICATE_REVOKED,
    "protocol_version_not_supported": PROTOCOL_VERSION,
    "error_decoding_message": DECODE_ERROR,
    "error_decrypting_message": DECRYPT_ERROR,
    "insufficient_security_level": INSUFFICIENT_SECURITY,
    "no_certificate_reserved": NO_CERTIFICATE,
    "certificate_is_required": CERTIFICATE_REQUIRED,
    "certificate_is_bad": BAD_CERTIFICATE,
    "ca_is_unknown": UNKNOWN_CA,
    "certificate_was_revoked": CERTIFICATE_REVOKED,
    "certificate_has_expired": CERTIFICATE_EXPIRED,
    "user_cancelled": USER_CANCELED,
    "error_in_protocol_version": PROTOCOL_VERSION,
    "the_server_name_sent_was_not_recognized": UNRECOGNIZED_NAME,
    "no_application_protocol_negotiated": NO_APPLICATION_PROTOCOL,
    "handshake_failed": HANDSHAKE_FAILURE,
    "certificate_is_unknown": CERTIFICATE_UNKNOWN,
    "unknown_certificate_error": CERTIFICATE_UNKNOWN,
    "bad_cert": BAD_CERTIFICATE,
    "expired_cert": CERTIFICATE_EXPIRED,
    "revoked_cert": CERTIFICATE_REVOKED,
    "unsupported_cert": UNSUPPORTED_CERTIFICATE,
    "rx_certificate_required": CERTIFICATE_REQUIRED,
    "certificate_required_error": CERTIFICATE_REQUIRED,
    "protocol_version_error": PROTOCOL_VERSION,
}

_NUMBERS: Final[dict[str, int]] = {name: number for number, name in ALERT_NAMES.items()} | _OTHER_SPELLINGS
_WORDS: Final = re.compile(r"[a-z0-9]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def alert_name(code: int) -> str:
    """The registered name of an alert, or ``alert_N``."""
    return ALERT_NAMES.get(code) or f"alert_{code}"


def alert_code(text: str) -> int | None:
    """The number of an alert as any implementation spells it, else None.

    ``unknown CA``, ``BAD_CERTIFICATE`` and ``HandshakeFailure`` are all understood.
    """
    words = "_".join(_WORDS.findall(_CAMEL.sub(" ", text).lower()))
    return _NUMBERS.get(words)
