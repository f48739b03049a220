"""What one handshake came to, read from its bytes, as a value of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.model.name import Name
from chainaudit.model.peer import COMPLETED, FAILED, REFUSED, PeerHandshake
from chainaudit.peer.seen import alert_of, certificates_of, cipher_of, distinct, version_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.evidence import Alert
    from chainaudit.model.peer import Endpoint
    from chainaudit.peer.handshake import Hello
    from chainaudit.peer.wire import Wire

RENEGOTIATION_INFO: Final = 0xFF01


def _in_words(error: str | None, alerts: Sequence[Alert]) -> str | None:
    """Say whose fault a reason of OpenSSL is: where this side sent the alert, something in what came."""
    if not error or not any(a.by == "client" and a.level == "fatal" for a in alerts):
        return error
    if error == "excessive message size":
        return "the peer sent a longer message than clients take (OpenSSL: excessive message size)"
    return f"what the peer sent cannot be used (OpenSSL: {error})"


def told(
    endpoint: Endpoint,
    hello: Hello,
    wire: Wire,
    connection: Any,  # noqa: ANN401 - a connection of pyOpenSSL, or none
    error: str | None,
    *,
    completed: bool,
    seconds: float,
) -> PeerHandshake:
    """Read the wire, and return what it and the library show of one handshake."""
    events = wire.events()
    presented: tuple[Certificate, ...] = ()
    alerts: list[Alert] = []
    request: Any = None
    answer: Any = None
    for event in events:
        if event.kind == "alert" and isinstance(event.value, tuple):
            alerts.append(alert_of(event))
        elif event.side == "server" and event.name == "certificate" and not presented:
            presented = certificates_of(getattr(event.value, "certificates", ()))
        elif event.name == "certificate_request":
            request = event.value
        elif event.name == "server_hello" and hasattr(event.value, "version"):
            answer = event.value
    return PeerHandshake(
        COMPLETED if completed else REFUSED if any(a.level == "fatal" and a.by == "server" for a in alerts) else FAILED,
        presented=presented,
        version=version_of(answer),
        cipher=cipher_of(answer),
        alerts=distinct(a for a in alerts if a.description != "close_notify"),
        authorities=None if request is None else tuple(Name(der) for der in getattr(request, "authorities", ())),
        request_bytes=getattr(request, "length", None),
        ocsp_staple=wire.staple or None,
        alpn=connection.get_alpn_proto_negotiated().decode("ascii", "replace") or None if completed else None,
        secure_renegotiation=None
        if answer is None
        else answer.version >= 0x0304 or RENEGOTIATION_INFO in answer.extensions,
        server_name=endpoint.server_name,
        client_certificate_sent=hello.private_key is not None and request is not None,
        error=None if completed else _in_words(error, alerts),
        seconds=seconds,
    )
