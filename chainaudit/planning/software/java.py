"""Java 25 (JSSE): as Java 17, but a client tells its reasons in TLS 1.3 too, and fewer certificates are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.rehearsal import CLIENT, SERVER, Limits, Software
from chainaudit.planning.software import java_17
from chainaudit.planning.software.habits import entry_chain, key_fault, subjects
from chainaudit.planning.software.java_17 import CURVE_ALERT, MESSAGE, UNABLE, picks
from chainaudit.planning.software.java_order import in_key_manager_order

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict


def alert(verdict: Verdict, side: str, _tls13: bool) -> str:  # noqa: FBT001 - it says the same in every version
    """Return the alert: a client tells some reasons of path validation apart, in TLS 1.3 too."""
    return java_17.alert(verdict, side, tls13=False)


def no_certificate(tls13: bool) -> str:  # noqa: FBT001 - the version is all that counts
    """Return what a server with setNeedClientAuth sends ("Empty client certificate chain")."""
    return "certificate_required" if tls13 else "handshake_failure"


SOFTWARE: Final = Software(
    name="java",
    title="Java 25 (JSSE)",
    profiles=("java",),
    cites=("JDK 25 sun.security.ssl, CertificateMessage, SSLConfiguration", "observed with Temurin 25.0.3"),
    sends=entry_chain,
    key_fault=key_fault,
    without_key={SERVER: (SERVER, "handshake_failure")},
    unable=UNABLE,
    authorities=subjects,
    order=in_key_manager_order,
    picks=picks,
    alert=alert,
    no_certificate=no_certificate,
    limits=Limits(
        message=MESSAGE, chain={CLIENT: 10, SERVER: 8}, chain_alert="handshake_failure", curve_alert=CURVE_ALERT
    ),
)
