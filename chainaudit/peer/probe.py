"""Everything that is asked of one endpoint: chain, versions, suites, with and without SNI, with a client identity."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from chainaudit.model.peer import FAILED, Peer
from chainaudit.peer.handshake import ALL_CIPHERS, VERSIONS, Hello, shake_hands

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.peer import Endpoint, PeerHandshake
    from chainaudit.model.starttls import StartTls

SUITES_13: Final = (
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_128_CCM_SHA256",
    "TLS_AES_128_CCM_8_SHA256",
)
MAX_SUITES: Final = 200
"""Handshakes that listing the suites of one version may take; OpenSSL knows some 140."""


class Wishes:
    """What is to be asked besides the chain: versions, suites, the answer without SNI; ALPN; a client identity."""

    __slots__ = ("alpn", "certificates", "ciphers", "private_key", "versions", "without_server_name")

    def __init__(
        self,
        *,
        versions: bool = True,
        ciphers: bool = False,
        without_server_name: bool = True,
        alpn: tuple[str, ...] = (),
        certificates: tuple[bytes, ...] = (),
        private_key: bytes | None = None,
    ) -> None:
        self.versions = versions
        self.ciphers = ciphers
        self.without_server_name = without_server_name
        self.alpn = alpn
        self.certificates = certificates
        self.private_key = private_key


def probe(endpoint: Endpoint, wishes: Wishes, timeout_seconds: float, starttls: StartTls | None = None) -> Peer:
    """Ask an endpoint; never raises for what it does. All handshakes together end within ``timeout_seconds``."""
    deadline = time.monotonic() + timeout_seconds

    def ask(hello: Hello, where: Endpoint = endpoint) -> PeerHandshake:
        return shake_hands(where, hello, max(deadline - time.monotonic(), 0.05), starttls)

    first = ask(Hello(alpn=wishes.alpn))
    if first.outcome == FAILED and not first.spoke_tls:  # a network, or another protocol: the rest would be the same
        return Peer(endpoint, first)
    attempt = None
    if wishes.private_key is not None:
        attempt = ask(Hello(alpn=wishes.alpn, certificates=wishes.certificates, private_key=wishes.private_key))
    versions = {name: _accepts(ask(Hello(name, name)), name, first) for name in VERSIONS} if wishes.versions else {}
    return Peer(
        endpoint,
        first,
        versions=versions,
        ciphers={name: _suites(name, ask) for name, yes in versions.items() if yes} if wishes.ciphers else {},
        without_server_name=ask(Hello(), endpoint.without_server_name())
        if wishes.without_server_name and endpoint.server_name
        else None,
        attempt=attempt,
    )


def _accepts(handshake: PeerHandshake, version: str, first: PeerHandshake) -> bool | None:
    """Say whether the server chose the version; None where the network, and not TLS, gave the answer.

    A server that refused ``first``, which offered every version, for another reason says nothing about versions by
    refusing one of them in the same words.
    """
    if handshake.version == version:
        return True
    if first.version is None and _words(first) and _words(first) == _words(handshake) != {"protocol_version"}:
        return None
    closed = handshake.error is not None and ("closed" in handshake.error or "reset" in handshake.error)
    return False if handshake.spoke_tls or closed else None


def _words(handshake: PeerHandshake) -> set[str]:
    return {alert.description for alert in handshake.alerts}


def _suites(version: str, ask: Callable[[Hello], PeerHandshake]) -> tuple[str, ...]:
    """Return the suites that the server takes, best first: each is taken out of the offer once it was chosen."""
    found: list[str] = []
    if version == "TLSv1.3":
        left = list(SUITES_13)
        while left:
            answer = ask(Hello(version, version, suites=":".join(left)))
            if answer.version != version or answer.cipher not in left:
                break
            found.append(answer.cipher)
            left.remove(answer.cipher)
        return tuple(found)
    refused = ""
    for _ in range(MAX_SUITES):
        answer = ask(Hello(version, version, ciphers=ALL_CIPHERS + refused))
        if answer.version != version or answer.cipher is None or answer.cipher in found:
            break
        found.append(answer.cipher)
        refused += f":!{answer.cipher}"
    return tuple(found)
