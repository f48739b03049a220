"""OpenSSL and what is built on it (Apache, Python): what is configured is sent, asked for or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.rehearsal import CLIENT, SERVER, Limits, Software
from chainaudit.planning.software.habits import (
    below_floor,
    file_chain,
    mismatched_key,
    numbers_of,
    subjects,
    unable_with,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.name import Name
    from chainaudit.model.report import Verdict
    from chainaudit.model.store import Entry

_ALERTS: Final = {
    "unknown_ca": (2, 3, 18, 19, 20, 21, 22, 25, 33, 79),
    "bad_certificate": (
        4,
        5,
        6,
        9,
        11,
        13,
        14,
        15,
        16,
        27,
        28,
        29,
        56,
        57,
        58,
        59,
        60,
        61,
        62,
        63,
        64,
        65,
        66,
        67,
        68,
        94,
    ),
    "certificate_expired": (10, 12),
    "decrypt_error": (7, 8),
    "certificate_revoked": (23,),
    "unsupported_certificate": (26,),
    "handshake_failure": (50,),
    "internal_error": (1, 17, 69, 70),
}
"""X509_V_ERR to alert (OpenSSL 3.0, ssl/statem/statem_lib.c, x509table); what is not listed is certificate_unknown."""
_BY_NUMBER: Final = {number: alert for alert, numbers in _ALERTS.items() for number in numbers}


def alert(verdict: Verdict, _side: str, _tls13: bool) -> str:  # noqa: FBT001 - the version may count
    """Return the alert for the first error of the verifier: without a callback it stops there."""
    numbers = numbers_of(verdict.reasons)
    return _BY_NUMBER.get(numbers[0], "certificate_unknown") if numbers else "certificate_unknown"


def picks(entries: Sequence[Entry], _authorities: Sequence[Name]) -> Entry | None:
    """Return the configured entry: the server's list is for the program to look at, and programs do not."""
    return next((entry for entry in entries if mismatched_key(entry) is None), None)


def no_certificate(tls13: bool) -> str:  # noqa: FBT001 - the version is all that counts
    """Return what SSL_VERIFY_FAIL_IF_NO_PEER_CERT sends."""
    return "certificate_required" if tls13 else "handshake_failure"


LIMITS: Final = Limits(message=(102_400, "illegal_parameter"), curve_alert="illegal_parameter")
"""SSL_CTX_set_max_cert_list(3): 100 kB, for certificates and for requests of them."""
UNABLE: Final = unable_with(
    {(SERVER, False): (SERVER, "handshake_failure"), (SERVER, True): (SERVER, "protocol_version")}
)
"""No cipher suite is left in TLS 1.2, and no version where there is TLS 1.3 alone."""
WITHOUT_KEY: Final[dict[str, tuple[str, str | None]]] = {SERVER: (SERVER, None), CLIENT: (CLIENT, None)}
"""Neither side starts with an identity that cannot be loaded."""

SOFTWARE: Final = Software(
    name="openssl",
    title="OpenSSL and programs built on it",
    profiles=("openssl", "python", "recommended", "rfc5280", "webpki"),
    cites=(
        "OpenSSL 3.0.19 statem_lib.c x509table",
        "SSL_CTX_set_verify(3)",
        "SSL_CTX_set_security_level(3)",
        "observed with s_server and s_client 3.0.19",
    ),
    sends=file_chain,
    key_fault=mismatched_key,
    own_fault=below_floor,
    without_key=WITHOUT_KEY,
    unable=UNABLE,
    authorities=subjects,
    picks=picks,
    alert=alert,
    no_certificate=no_certificate,
    limits=LIMITS,
)
