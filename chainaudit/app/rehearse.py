"""Rehearsals of handshakes between parties whose stores are at hand; a live peer may stand for a side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app import registry
from chainaudit.app.moments import now
from chainaudit.errors import UsageError
from chainaudit.model.rehearsal import CLIENT, CLIENT_AUTHENTICATION, NONE, REQUIRED, SERVER, Link
from chainaudit.planning.rehearsal import Cast
from chainaudit.planning.rehearsal import rehearse as played

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from chainaudit.model.rehearsal import Party, Rehearsal, Software


def software(profile: str) -> Software:
    """Return how the software that a profile stands for behaves in a handshake.

    Raises:
        UsageError: nothing is known of it.
    """
    known = registry.software()
    fitting = [(len(start), s) for s in known for start in s.profiles if profile.startswith(start)]
    if not fitting:
        names = ", ".join(sorted(start for s in known for start in s.profiles))
        raise UsageError(f"nothing is known of how '{profile}' behaves in a handshake; rehearsed are {names}")
    return max(fitting, key=lambda pair: pair[0])[1]


def rehearse(links: Sequence[Link], *, at: datetime | None = None) -> tuple[Rehearsal, ...]:
    """Play each handshake offline, as the software of both sides would: what is sent, who refuses, and why.

    ``at`` is an aware moment, now by default.

    Raises:
        UsageError: a profile is not known, or nothing is known of how its software behaves in a handshake.
    """
    cast = Cast(registry.checks(), at or now(), registry.profile, software)
    return tuple(played(link, cast) for link in links)


def link(name: str, client: Party, server: Party, described: Mapping[str, Any]) -> Link:
    """Read one link: ``host``, ``client-authentication`` (required, optional, none), ``tls`` (1.2 or 1.3).

    Raises:
        UsageError: a value is not known, or the software of a side never plays it.
    """
    from chainaudit.model.reference import reference_identifier

    for side, party in ((CLIENT, client), (SERVER, server)):
        if side not in software(party.profile).sides:
            raise UsageError(f"{party.name} cannot be the {side}: {party.profile} is known as a {_OTHER[side]} alone")
    wanted = described.get("client-authentication")
    # A server that trusts somebody asks for them, as does one that was seen asking; one that trusts nobody does not.
    asks = server.anchors is not None or server.authorities is not None
    authentication = str(wanted) if wanted is not None else REQUIRED if asks else NONE
    if authentication not in CLIENT_AUTHENTICATION:
        raise UsageError(f"client-authentication is one of {', '.join(CLIENT_AUTHENTICATION)}")
    tls = str(described.get("tls") or "1.3")
    if tls not in ("1.2", "1.3"):
        raise UsageError("tls is 1.2 or 1.3")
    host = described.get("host")
    names = () if host is None else (reference_identifier(str(host)),)
    return Link(name, client, server, host=names, client_authentication=authentication, tls13=tls == "1.3")


_OTHER: Final = {CLIENT: SERVER, SERVER: CLIENT}
