"""Rehearsals of handshakes between parties whose stores are at hand; a live peer may stand for a side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app import registry
from chainaudit.app.advice import PasswordOptions, advised
from chainaudit.app.moments import now
from chainaudit.app.opening import open_store
from chainaudit.app.passwords import given_password
from chainaudit.app.truststores import anchors_of, open_truststore
from chainaudit.errors import StoreErrorKind, UsageError
from chainaudit.model.rehearsal import CLIENT_AUTHENTICATION, NONE, REQUIRED, Link, Party
from chainaudit.planning.rehearsal import Cast
from chainaudit.planning.rehearsal import rehearse as played

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Anchor
    from chainaudit.model.rehearsal import Rehearsal, Software
    from chainaudit.model.store import Problem, Store

_PARTY_KEYS = frozenset(
    {
        *("software", "store", "password", "alias", "truststore", "truststore-password"),
        *("chain", "peer", "starttls", "capture", "capture-side", "keylog"),
    }
)
_LINK_KEYS = frozenset({"name", "client", "server", "host", "client-authentication", "tls"})


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


def party(name: str, described: Mapping[str, Any]) -> Party:
    """Read one party: ``software``, ``store`` (``password``, ``alias``), ``truststore`` (``truststore-password``), or
    in place of a store ``chain`` (a file as presented), ``peer`` (HOST:PORT, asked now) or ``capture`` (the first
    connection there that shows it, on ``capture-side``: server by default; ``keylog`` opens TLS 1.3).

    Raises:
        UsageError: a key is not known, or a store cannot be read.
    """  # noqa: D205 - one sentence
    unknown = sorted(set(described) - _PARTY_KEYS)
    if unknown:
        raise UsageError(f"{name}: '{unknown[0]}' is not known; known are {', '.join(sorted(_PARTY_KEYS))}")
    profile = str(described.get("software") or "openssl")
    registry.profile(profile)
    identity = _store(name, described.get("store"), described.get("password"))
    anchors, sources = _trust(name, described.get("truststore"), described.get("truststore-password"))
    chain, authorities = _chain(name, described)
    return Party(
        name,
        profile,
        identity=identity,
        alias=described.get("alias"),
        chain=chain,
        anchors=anchors,
        truststores=sources,
        authorities=authorities,
    )


def _store(name: str, path: Any, source: Any) -> Store | None:  # noqa: ANN401 - a value of a TOML file
    if not path:
        return None
    store = open_store(str(path), password=given_password(str(source) if source else None, str(path)))
    problem = store.problem
    if problem is not None and (not store.entries or problem.kind in _UNOPENED):
        raise UsageError(_said(name, problem, "password"))
    # A key that nobody was given the password of says nothing about what the software, which has it, will do.
    for unread in (entry.key_problem for entry in store.entries):
        if unread is not None and unread.kind is StoreErrorKind.PASSWORD_NEEDED:
            raise UsageError(_said(name, unread, "password"))
    return store


_UNOPENED: Final = (StoreErrorKind.PASSWORD_NEEDED, StoreErrorKind.WRONG_PASSWORD, StoreErrorKind.INTEGRITY)


def _said(name: str, problem: Problem, what: str) -> str:
    """Say what stood in the way, with the option of this side, or the key of its table, in place of verify's."""
    side = name.removeprefix("the ") if name in ("the client", "the server") else ""
    option = f"--{side}-{what}" if side else f"'{what}'"
    told = advised(problem, PasswordOptions(option)) or problem
    return f"{name}: {told.message}"


def _trust(name: str, paths: Any, source: Any) -> tuple[tuple[Anchor, ...] | None, tuple[str, ...]]:  # noqa: ANN401
    if not paths:
        return None, ()
    listed = [paths] if isinstance(paths, str) else list(paths)
    anchors: list[Anchor] = []
    for path in listed:
        store = open_truststore(str(path), password=given_password(str(source) if source else None, str(path)))
        if store.problem is not None:
            raise UsageError(_said(name, store.problem, "truststore-password"))
        anchors.extend(anchors_of(store))
    return tuple(anchors), tuple(str(path) for path in listed)


def _chain(name: str, described: Mapping[str, Any]) -> tuple[tuple[Certificate, ...] | None, Any]:
    if described.get("chain"):
        store = open_store(str(described["chain"]))
        if not store.presented_order():
            raise UsageError(f"{name}: {described['chain']} holds no certificate")
        return store.presented_order(), None
    if described.get("capture"):
        from chainaudit.app.captured import captured

        side = str(described.get("capture-side") or "server")
        if side not in ("client", "server"):
            raise UsageError(f"{name}: capture-side is client or server")
        keylog = described.get("keylog")
        seen = captured(str(described["capture"]), side, None if keylog is None else str(keylog))
        return seen.chain, seen.authorities if side == "server" else None
    if described.get("peer"):
        from chainaudit.app.connect import connect

        asked = str(described["peer"])
        peer = connect(asked, starttls=described.get("starttls"), versions=False, without_server_name=False)
        if not peer.presented:
            raise UsageError(f"{name}: {peer.endpoint.label} presented no certificate: {peer.handshake.error}")
        return peer.presented, peer.handshake.authorities
    return None, None


def link(name: str, client: Party, server: Party, described: Mapping[str, Any]) -> Link:
    """Read one link: ``host``, ``client-authentication`` (required, optional, none), ``tls`` (1.2 or 1.3).

    Raises:
        UsageError: a value is not known.
    """
    from chainaudit.model.reference import reference_identifier

    wanted = described.get("client-authentication")
    # A server that trusts somebody asks for them, as does one that was seen asking; one that trusts nobody does not.
    asks = server.anchors is not None or server.authorities is not None
    authentication = str(wanted) if wanted else REQUIRED if asks else NONE
    if authentication not in CLIENT_AUTHENTICATION:
        raise UsageError(f"{name}: client-authentication is one of {', '.join(CLIENT_AUTHENTICATION)}")
    tls = str(described.get("tls") or "1.3")
    if tls not in ("1.2", "1.3"):
        raise UsageError(f"{name}: tls is 1.2 or 1.3")
    host = described.get("host")
    names = () if host is None else (reference_identifier(str(host)),)
    return Link(name, client, server, host=names, client_authentication=authentication, tls13=tls == "1.3")


def links_of(text: str, where: str) -> tuple[Link, ...]:
    """Read a file of parties (``[party.NAME]``) and links (``[[link]]``) in TOML.

    Raises:
        UsageError: it is no TOML, or a part makes no sense.
    """
    document = _toml(text, where)
    parties = {name: party(name, table) for name, table in dict(document.get("party") or {}).items()}
    found = []
    for number, table in enumerate(document.get("link") or (), 1):
        name = str(table.get("name") or f"link {number}")
        unknown = sorted(set(table) - _LINK_KEYS)
        if unknown:
            raise UsageError(f"{where}: {name}: '{unknown[0]}' is not known; known are {', '.join(sorted(_LINK_KEYS))}")
        for side in ("client", "server"):
            if table.get(side) not in parties:
                raise UsageError(f"{where}: {name}: there is no [party.{table.get(side)}]")
        found.append(link(name, parties[table["client"]], parties[table["server"]], table))
    if not found:
        raise UsageError(f"{where}: there is no [[link]] with a client and a server")
    return tuple(found)


def _toml(text: str, where: str) -> dict[str, Any]:
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{where} is no TOML: {error}") from error
