"""Java up to 21 (JSSE): the entry's chain is sent; a client's only where the server's list names one of its issuers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.answering import answers
from chainaudit.model.peer import JAVA_AUTHORITIES_LIMIT
from chainaudit.model.rehearsal import CLIENT, SERVER, Limits, Software
from chainaudit.planning.software.habits import entry_chain, key_fault, subjects, unable_with
from chainaudit.planning.software.java_order import in_key_manager_order
from chainaudit.profiles.java_17 import NO_ANCHORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.name import Name
    from chainaudit.model.report import Verdict
    from chainaudit.model.store import Entry

_VALIDATED: Final = {
    "validity.expired": "certificate_expired",
    "validity.not-yet-valid": "bad_certificate",
    "path.signature-invalid": "bad_certificate",
    "revocation.revoked": "certificate_revoked",
    "keys.weak": "unsupported_certificate",
    "signatures.weak": "unsupported_certificate",
}
"""Reason of path validation to alert (JDK 17 CertificateMessage.getCertificateAlert); else certificate_unknown."""


def alert(verdict: Verdict, side: str, tls13: bool) -> str:  # noqa: FBT001 - the version counts
    """Return the alert: a client of TLS 1.2 tells some reasons of path validation apart; all else is one."""
    first = verdict.reasons[0] if verdict.reasons else None
    if first is not None and NO_ANCHORS in first.words:
        return "internal_error"
    if tls13 or side == SERVER or first is None:
        return "certificate_unknown"
    if "path building failed" in first.words or first.finding is None:
        return "certificate_unknown"
    return _VALIDATED.get(first.finding.check, "certificate_unknown")


def picks(entries: Sequence[Entry], authorities: Sequence[Name]) -> Entry | None:
    """Return the first entry with a key whose chain was issued by one of the authorities; an empty list takes any."""
    return next((e for e in entries if key_fault(e) is None and answers(e, authorities)), None)


def no_certificate(tls13: bool) -> str:  # noqa: FBT001, ARG001 - JDK 17 says the same in every version
    """Return what a server with setNeedClientAuth sends (JDK 17: "Empty client certificate chain")."""
    return "bad_certificate"


MESSAGE: Final = (JAVA_AUTHORITIES_LIMIT, "unexpected_message")
"""jdk.tls.maxHandshakeMessageSize."""
UNABLE: Final = unable_with(
    {
        (SERVER, False): (SERVER, "handshake_failure"),
        (SERVER, True): (SERVER, "internal_error"),
        (CLIENT, False): (CLIENT, "internal_error"),
        (CLIENT, True): (CLIENT, "internal_error"),
    }
)
"""No supported CertificateVerify signature algorithm for EC key."""
CURVE_ALERT: Final = "handshake_failure"

SOFTWARE: Final = Software(
    name="java-17",
    title="Java 8 to 21 (JSSE), as observed with 17",
    profiles=("java-8", "java-11", "java-17", "java-21"),
    cites=("JDK 17 sun.security.ssl", "observed with OpenJDK 17.0.15"),
    sends=entry_chain,
    key_fault=key_fault,
    # The server starts, and finds no cipher suite or signature scheme for which it has a key.
    without_key={SERVER: (SERVER, "handshake_failure")},
    authorities=subjects,
    order=in_key_manager_order,
    picks=picks,
    alert=alert,
    no_certificate=no_certificate,
    unable=UNABLE,
    limits=Limits(
        message=MESSAGE, chain={CLIENT: 10, SERVER: 10}, chain_alert="handshake_failure", curve_alert=CURVE_ALERT
    ),
)
