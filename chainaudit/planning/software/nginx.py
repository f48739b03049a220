"""nginx as a server: a client that is refused is told so in HTTP, after the handshake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.rehearsal import SERVER, Software
from chainaudit.planning.software import openssl
from chainaudit.planning.software.habits import below_floor, file_chain, mismatched_key, subjects, unable_with
from chainaudit.planning.software.openssl import LIMITS, WITHOUT_KEY, picks

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict


def alert(verdict: Verdict, side: str, tls13: bool) -> str | None:  # noqa: FBT001 - the version may count
    """Return nothing for a client, which gets 400 in HTTP; towards an upstream it is OpenSSL."""
    return None if side == SERVER else openssl.alert(verdict, side, tls13)


def no_certificate(_tls13: bool) -> None:  # noqa: FBT001 - no version has one
    """Return nothing: ``No required SSL certificate was sent`` is a page."""


UNABLE: Final = unable_with({(SERVER, tls13): (SERVER, "handshake_failure") for tls13 in (False, True)})

SOFTWARE: Final = Software(
    name="nginx",
    title="nginx",
    profiles=("nginx",),
    sides=(SERVER,),
    cites=("nginx, ngx_http_request.c, ngx_http_process_request", "observed with nginx 1.22.1"),
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
    manner={SERVER: "it answers 400 Bad Request in HTTP, after the handshake"},
)
