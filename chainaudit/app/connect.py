"""Live peers as stores: what they present becomes a chain to be judged; many at once, bounded."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.errors import UsageError
from chainaudit.model.peer import FAILED, Peer, PeerHandshake
from chainaudit.model.store import Entry, EntryKind, Problem, Store, StoreErrorKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from chainaudit.model.peer import Endpoint
    from chainaudit.model.starttls import StartTls
    from chainaudit.peer.probe import Wishes

DEFAULT_TIMEOUT_SECONDS: Final = 10.0
MAX_AT_ONCE: Final = 16
"""Connections that are open at a time; a default limit of open files is 1,024, and peers count connections too."""
MIN_SECONDS: Final = 0.1
"""What is left for a question even where the time is up, so that it is told as not answered."""
PEER_FORMAT: Final = "TLS"


def connect(  # noqa: PLR0913 - as many things can be asked of a peer, each by name
    address: str,
    *,
    starttls: str | None = None,
    server_name: str | None = None,
    connect_to: str | None = None,
    proxy: str | None = None,
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
    versions: bool = True,
    ciphers: bool = False,
    without_server_name: bool = True,
    alpn: Sequence[str] = (),
) -> Peer:
    """Ask the live peer at ``address`` (``HOST:PORT``) for its chain and what it accepts; ``verify`` judges the answer.

    ``starttls`` names the protocol that comes before TLS, such as ``smtp``. ``server_name`` is what SNI says, the host
    by default; ``connect_to`` is dialled in place of the address, ``proxy`` is an HTTP proxy (CONNECT). ``versions``,
    ``ciphers`` and ``without_server_name`` say what is asked beside the first handshake. Only handshakes are sent, and
    never is anything raised for what the peer does: ``handshake`` tells.

    Raises:
        UsageError: a part makes no sense.
    """
    from chainaudit.app.endpoints import endpoint
    from chainaudit.peer.probe import Wishes

    where = endpoint(address, starttls=starttls, server_name=server_name, connect_to=connect_to, proxy=proxy)
    wishes = Wishes(versions=versions, ciphers=ciphers, without_server_name=without_server_name, alpn=tuple(alpn))
    return ask(where, wishes, timeout_seconds)


def ask(endpoint: Endpoint, wishes: Wishes, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> Peer:
    """Ask one endpoint for everything that is wished; never raises for what the peer does.

    Raises:
        UsageError: there is no such STARTTLS protocol, or the time is none.
    """
    from chainaudit.peer.probe import probe

    if not timeout_seconds > 0:  # nan is not, either
        raise UsageError("--timeout is a number of seconds above 0")
    return probe(endpoint, wishes, timeout_seconds, starttls_named(endpoint.starttls))


def ask_many(
    endpoints: Sequence[Endpoint],
    wishes: Wishes,
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
    *,
    at_once: int = MAX_AT_ONCE,
    then: Callable[[Peer, float], Peer] | None = None,
    done: Callable[[Peer], None] | None = None,
) -> Iterator[Peer]:
    """Yield the peers in the order given, each as soon as it and those before it are done; ``at_once`` at a time.

    ``then`` asks a peer something more in the seconds that are left of its time. ``done`` is called for each as it
    ends, for a progress bar.
    """
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    def one(endpoint: Endpoint) -> Peer:
        deadline = time.monotonic() + timeout_seconds
        try:
            peer = ask(endpoint, wishes, timeout_seconds)
            if then is not None:
                peer = then(peer, max(deadline - time.monotonic(), MIN_SECONDS))
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - one peer that breaks us must not end the others
            peer = Peer(
                endpoint, PeerHandshake(FAILED, error=f"asking {endpoint.label} broke ({type(error).__name__})")
            )
        if done is not None:
            done(peer)
        return peer

    with ThreadPoolExecutor(max_workers=max(1, min(at_once, len(endpoints) or 1))) as pool:
        waiting: deque[Future[Peer]] = deque()
        for endpoint in endpoints:
            waiting.append(pool.submit(one, endpoint))
            if len(waiting) >= 2 * at_once:  # memory stays flat however long the list is
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def starttls_named(name: str | None) -> StartTls | None:
    """Return the protocol with this name; None for TLS at once.

    Raises:
        UsageError: there is none.
    """
    if name is None:
        return None
    for known in registry.starttls_protocols():
        if known.name == name:
            return known
    raise UsageError(
        f"there is no STARTTLS for '{name}'; there is: {', '.join(p.name for p in registry.starttls_protocols())}"
    )


def store_of(peer: Peer) -> Store:
    """Return the chain that a peer presented as a store, so that it is judged like one."""
    chain = peer.presented
    if chain:
        entry = Entry(EntryKind.CERTIFICATE, certificates=chain)
        return Store(peer.endpoint.label, PEER_FORMAT, entries=(entry,), file_order=chain)
    error = peer.handshake.error or "it ended before a certificate was sent"
    said = ", ".join(f"{a.by} sent {a.description} ({a.code})" for a in peer.handshake.alerts)
    message = f"{peer.endpoint.label} presented no certificate: {error}{f'; {said}' if said else ''}."
    return Store(peer.endpoint.label, PEER_FORMAT, problem=Problem(StoreErrorKind.UNREADABLE, message))
