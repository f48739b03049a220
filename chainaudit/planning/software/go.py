"""Go (crypto/tls): the chain as configured; a client comes only where the list of the server names its issuer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.answering import answers
from chainaudit.model.rehearsal import CLIENT, SERVER, Software
from chainaudit.planning.software.habits import file_chain, mismatched_key, subjects, unable_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.name import Name
    from chainaudit.model.report import Verdict
    from chainaudit.model.store import Entry


def alert(verdict: Verdict, side: str, _tls13: bool) -> str:  # noqa: FBT001 - the version may count
    """Return the alert (crypto/tls handshake_client.go and handshake_server.go)."""
    words = verdict.reasons[0].words if verdict.reasons else ""
    if side == SERVER:
        return (
            "unknown_ca"
            if "unknown authority" in words
            else "certificate_expired"
            if "expired" in words
            else "bad_certificate"
        )
    return "bad_certificate"


def picks(entries: Sequence[Entry], authorities: Sequence[Name]) -> Entry | None:
    """Return the first entry that one of the authorities issued (Certificates in tls.Config)."""
    return next((e for e in entries if mismatched_key(e) is None and answers(e, authorities)), None)


def no_certificate(tls13: bool) -> str:  # noqa: FBT001 - the version is all that counts
    """Return what RequireAndVerifyClientCert sends."""
    return "certificate_required" if tls13 else "bad_certificate"


UNABLE: Final = unable_with({(SERVER, True): (SERVER, "handshake_failure")})
"""tls: peer doesn't support any of the certificate's signature algorithms."""

SOFTWARE: Final = Software(
    name="go",
    title="Go crypto/tls",
    profiles=("go",),
    cites=("Go crypto/tls, handshake_client.go, handshake_server.go",),
    sends=file_chain,
    key_fault=mismatched_key,
    without_key={SERVER: (SERVER, None), CLIENT: (CLIENT, None)},
    unable=UNABLE,
    authorities=subjects,
    picks=picks,
    alert=alert,
    no_certificate=no_certificate,
)
