"""A live peer as JSON: presented chain, authorities asked for, versions, suites, and the answer without SNI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chainaudit.model.peer import Peer, PeerHandshake


def peer_document(peer: Peer) -> dict[str, Any]:
    """Return everything that is known of one endpoint."""
    first = peer.handshake
    return {
        "address": peer.endpoint.label,
        "server_name": peer.endpoint.server_name,
        "starttls": peer.endpoint.starttls,
        **_handshake(first),
        "versions": peer.versions,
        "ciphers": {version: list(suites) for version, suites in peer.ciphers.items()},
        "without_server_name": None if peer.without_server_name is None else _handshake(peer.without_server_name),
        "with_client_certificate": None if peer.attempt is None else _handshake(peer.attempt),
        "client_choice": _choice(peer),
    }


def _choice(peer: Peer) -> dict[str, Any] | None:
    choice = peer.client_choice
    if choice is None:
        return None
    entry = choice.entry
    return {
        "alias": None if entry is None else entry.alias,
        "fingerprint": None if entry is None else entry.certificates[0].fingerprint,
        "reason": choice.reason,
        "sent": peer.attempt is not None,
    }


def _handshake(handshake: PeerHandshake) -> dict[str, Any]:
    authorities = handshake.authorities
    return {
        "outcome": handshake.outcome,
        "error": handshake.error,
        "version": handshake.version,
        "cipher": handshake.cipher,
        "alpn": handshake.alpn,
        "presented": [certificate.fingerprint for certificate in handshake.presented],
        "client_certificate_requested": authorities is not None,
        "requested_authorities": None if authorities is None else [str(name) for name in authorities],
        "certificate_request_bytes": handshake.request_bytes,
        "secure_renegotiation": handshake.secure_renegotiation,
        "ocsp_stapled": handshake.ocsp_staple is not None,
        "alerts": [
            {"by": alert.by, "level": alert.level, "description": alert.description, "code": alert.code}
            for alert in handshake.alerts
        ],
    }
