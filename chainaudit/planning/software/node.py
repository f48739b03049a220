"""Node.js: OpenSSL is told to go on after every error, and Node ends the connection itself, without an alert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.rehearsal import CLIENT, SERVER, Software
from chainaudit.planning.software.habits import below_floor, file_chain, mismatched_key, subjects, unable_with
from chainaudit.planning.software.openssl import LIMITS, WITHOUT_KEY, no_certificate, picks

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict


def alert(_verdict: Verdict, _side: str, _tls13: bool) -> None:  # noqa: FBT001 - the version may count
    """Return nothing: what was found is looked at when the handshake is over."""


UNABLE: Final = unable_with({(SERVER, tls13): (SERVER, "handshake_failure") for tls13 in (False, True)})

SOFTWARE: Final = Software(
    name="node",
    title="Node.js",
    profiles=("node",),
    cites=("Node.js, lib/_tls_wrap.js, onConnectSecure", "observed with Node.js 20.20"),
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
    manner={
        CLIENT: "it closes the connection after the handshake",
        SERVER: "it closes the connection after the handshake",
    },
)
