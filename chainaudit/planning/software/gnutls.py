"""GnuTLS: one alert for all that is wrong with a chain; a key usage that does not fit is found when signing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.extension import DIGITAL_SIGNATURE, KEY_ENCIPHERMENT
from chainaudit.model.rehearsal import CLIENT, SERVER, Software
from chainaudit.planning.software.habits import file_chain, mismatched_key, subjects, unusual_curve
from chainaudit.planning.software.openssl import picks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.report import Verdict


def alert(verdict: Verdict, side: str, _tls13: bool) -> str:  # noqa: FBT001 - the version may count
    """Return what gnutls-cli and gnutls-serv say; "Key usage violation in certificate" is the library's own."""
    first = verdict.reasons[0].finding if verdict.reasons else None
    if first is not None and first.check == "usage.key-usage":
        return "internal_error"
    return "access_denied" if side == SERVER else "bad_certificate"


def unable(chain: Sequence[Certificate], side: str, tls13: bool) -> tuple[str, str | None, str] | None:  # noqa: FBT001
    """Say where a key may not sign: a server of TLS 1.2 may still exchange keys by RSA encryption."""
    why = unusual_curve(chain)
    if why is not None:
        return (SERVER, "handshake_failure", why) if side == SERVER and tls13 else None
    usage = chain[0].key_usage if chain else None
    if usage is None or DIGITAL_SIGNATURE in usage:
        return None
    why = f"the key usage of '{chain[0].subject}' does not allow signatures"
    if side == CLIENT:
        return None if tls13 else (CLIENT, "internal_error", why)
    return None if not tls13 and KEY_ENCIPHERMENT in usage else (SERVER, "handshake_failure", why)


def no_certificate(tls13: bool) -> str:  # noqa: FBT001 - the version is all that counts
    """Return what GNUTLS_CERT_REQUIRE sends."""
    return "certificate_required" if tls13 else "bad_certificate"


SOFTWARE: Final = Software(
    name="gnutls",
    title="GnuTLS",
    profiles=("gnutls",),
    cites=("GnuTLS 3.7.9, lib/auth/cert.c, lib/alert.c", "observed with gnutls-cli and gnutls-serv 3.7.9"),
    sends=file_chain,
    key_fault=mismatched_key,
    without_key={SERVER: (SERVER, None), CLIENT: (CLIENT, None)},
    unable=unable,
    authorities=subjects,
    picks=picks,
    alert=alert,
    no_certificate=no_certificate,
)
