"""curl built with OpenSSL: it compares the host name itself, after the handshake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.rehearsal import CLIENT, Software
from chainaudit.planning.software import openssl
from chainaudit.planning.software.habits import below_floor, file_chain, mismatched_key, subjects
from chainaudit.planning.software.openssl import LIMITS, UNABLE, WITHOUT_KEY, no_certificate, picks

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict

_NAMES: Final = "identity."


def alert(verdict: Verdict, side: str, tls13: bool) -> str | None:  # noqa: FBT001 - the version may count
    """Return OpenSSL's alert; a name that does not fit is told to nobody."""
    first = verdict.reasons[0].finding if verdict.reasons else None
    if first is not None and first.check.startswith(_NAMES):
        return None
    return openssl.alert(verdict, side, tls13)


SOFTWARE: Final = Software(
    name="curl",
    title="curl with OpenSSL",
    profiles=("curl",),
    sides=(CLIENT,),
    cites=("curl, lib/vtls/openssl.c", "observed with curl 7.88.1"),
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
    manner={CLIENT: "it ends the connection after the handshake where the name alone does not fit"},
)
