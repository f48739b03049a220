"""Go 1.19 (crypto/tls): as later versions, but a server says bad_certificate to all that it refuses; no Ed448."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.rehearsal import CLIENT, SERVER, Software
from chainaudit.planning.software.go import UNABLE, picks
from chainaudit.planning.software.habits import file_chain, mismatched_key, subjects

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict
    from chainaudit.model.store import Entry


def key_fault(entry: Entry) -> str | None:
    """Say why tls.LoadX509KeyPair does not take an entry: another key, or one of a kind that Go does not know."""
    fault = mismatched_key(entry)
    if fault is None and entry.private_key is not None and entry.private_key.algorithm == "Ed448":
        return f"the private key of {entry.label} is Ed448, which Go does not know"
    return fault


def alert(_verdict: Verdict, _side: str, _tls13: bool) -> str:  # noqa: FBT001 - the version may count
    """Return bad_certificate, whatever is wrong (handshake_client.go, handshake_server.go)."""
    return "bad_certificate"


def no_certificate(_tls13: bool) -> str:  # noqa: FBT001 - it says the same in every version
    """Return what RequireAndVerifyClientCert sends."""
    return "bad_certificate"


SOFTWARE: Final = Software(
    name="go-1.19",
    title="Go 1.19 crypto/tls",
    profiles=("go-1.19",),
    cites=("Go 1.19 crypto/tls, handshake_client.go, handshake_server.go", "observed with Go 1.19.8"),
    sends=file_chain,
    key_fault=key_fault,
    without_key={SERVER: (SERVER, None), CLIENT: (CLIENT, None)},
    unable=UNABLE,
    authorities=subjects,
    picks=picks,
    alert=alert,
    no_certificate=no_certificate,
)
