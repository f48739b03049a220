"""The hellos: versions, cipher suites, server names, renegotiation, and what the first answer says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence.view import CLIENT, SERVER, View, Vote
from chainaudit.tls import alerts
from chainaudit.tls.cipher_suites import FALLBACK_SCSV, RENEGOTIATION_SCSV
from chainaudit.tls.versions import TLS1_1, TLS1_2, TLS1_3, version_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Alert, Offer

DH_FLOOR_BITS: Final = 2048
"""OpenSSL refuses below 1024 or 2048 (by security level), Java below 1024, browsers below 1024 or altogether."""

_VERSION_ALERTS: Final = frozenset((alerts.PROTOCOL_VERSION, alerts.INAPPROPRIATE_FALLBACK))
_GENERAL: Final = frozenset((alerts.HANDSHAKE_FAILURE, alerts.INSUFFICIENT_SECURITY, alerts.ILLEGAL_PARAMETER))
_GIVING_UP: Final = frozenset(
    (alerts.HANDSHAKE_FAILURE, alerts.INTERNAL_ERROR, alerts.ILLEGAL_PARAMETER, alerts.PROTOCOL_VERSION)
)
_SIGNALS: Final = frozenset((FALLBACK_SCSV, RENEGOTIATION_SCSV))


def find(view: View) -> Iterator[Vote]:
    """Look at alerts that answer a hello, before any certificate was judged."""
    alert = view.fatal
    if alert is None:
        yield from _old_offer(view)
        return
    if alert.code in _VERSION_ALERTS:
        yield Vote("protocol_mismatch", 0.95, alert.by, f"the {alert.by} answers {alert.description}{_offered(view)}")
    elif alert.code == alerts.UNRECOGNIZED_NAME:
        name = view.connection.offer.server_name if view.connection.offer else None
        yield Vote("sni_unrecognized", 0.96, alert.by, f"the {alert.by} does not know the name {name or 'asked for'}")
    elif alert.code == alerts.INSUFFICIENT_SECURITY and view.connection.dh_bits is None:
        yield Vote("no_shared_cipher", 0.92, alert.by, f"the {alert.by} answers insufficient_security")
    elif alert.code == alerts.NO_APPLICATION_PROTOCOL:
        yield Vote("no_application_protocol", 0.95, alert.by, f"the {alert.by} answers no_application_protocol")
    elif alert.by == SERVER and not view.client_asked and not view.server_presented:
        yield from _server_refuses(view, alert)
    elif alert.by == CLIENT:
        yield from _client_refuses(view, alert)


def _old_offer(view: View) -> Iterator[Vote]:
    """Nothing but a ClientHello that was copied for its own sake, and it offers what servers refuse today."""
    connection = view.connection
    if connection.product != "message-analyzer" or connection.answer is not None or connection.offer is None:
        return
    best = max(connection.offer.versions, default=TLS1_2)
    if best <= TLS1_1:
        yield Vote("protocol_mismatch", 0.5, SERVER, f"the ClientHello offers {version_name(best)} at most")


def _offered(view: View) -> str:
    offer = view.connection.offer
    if offer is None or not offer.versions:
        return ""
    return f"; the client offered {', '.join(version_name(number) for number in offer.versions)}"


def _server_refuses(view: View, alert: Alert) -> Iterator[Vote]:
    """A refusal right after the ClientHello."""
    if alert.code == alerts.INTERNAL_ERROR:
        yield from _internal_error(view)
        return
    if alert.code not in _GENERAL and alert.code != alerts.MISSING_EXTENSION:
        return
    offer = view.connection.offer
    if offer is None:
        if view.connection.product == "message-analyzer" or view.has("first-answer"):
            for cause, weight in (("protocol_mismatch", 0.5), ("no_shared_cipher", 0.45), ("sni_missing", 0.4)):
                yield Vote(cause, weight, SERVER, f"the server answers the ClientHello with {alert.description}")
        elif not view.plaintext(CLIENT):
            yield Vote("handshake_failure_unspecified", 0.4, SERVER, f"the server answers {alert.description}")
        return
    yield from _general_failure(offer, alert)


def _internal_error(view: View) -> Iterator[Vote]:
    """OpenSSL 3 answers so where its security level leaves no signature for TLS 1.0 and 1.1."""
    offer = view.connection.offer
    best = max(offer.versions, default=TLS1_2) if offer is not None else TLS1_2
    if best <= TLS1_1:
        reason = f"the server answers internal_error; the client offered {version_name(best)} at most"
        yield Vote("protocol_mismatch", 0.75, SERVER, reason)
    yield Vote("server_internal_error", 0.8 if best > TLS1_1 else 0.45, SERVER, "the server answers internal_error")


def _general_failure(offer: Offer, alert: Alert) -> Iterator[Vote]:
    best = max(offer.versions, default=0)
    said = f"the server answers the ClientHello with {alert.description}"
    suites = [number for number in offer.ciphers if number not in _SIGNALS]
    offered = f"the {len(suites)} cipher suites of the client" if suites else "the client's cipher suites"
    if best and best <= TLS1_1:
        yield Vote("protocol_mismatch", 0.8, SERVER, f"{said}; the client offered {version_name(best)} at most")
        yield Vote("no_shared_cipher", 0.4, SERVER, f"{said}; perhaps none of {offered} is enabled there")
        return
    if offer.ssl2:
        yield Vote("protocol_mismatch", 0.8, SERVER, f"{said}, which came in SSL 2 framing")
        return
    if offer.versions and min(offer.versions) >= TLS1_3:
        yield Vote("protocol_mismatch", 0.75, SERVER, f"{said}; the client offered TLSv1.3 only")
        yield Vote("no_shared_cipher", 0.4, SERVER, f"{said} although it was offered {offered}")
        return
    yield Vote("no_shared_cipher", 0.7, SERVER, f"{said} although it was offered {offered}")
    if offer.server_name is None and offer.complete:
        yield Vote("sni_missing", 0.6, SERVER, f"{said}; no server name was sent")
    if best == TLS1_2:
        yield Vote("protocol_mismatch", 0.15, SERVER, f"{said}; the client offered TLSv1.2 at most")


def _is_first_answer(view: View) -> bool:
    """Whether the ServerHello was all that the client had judged: it is there that RFC 5746 is looked for."""
    return not view.server_presented and "s:server_key_exchange" not in view.connection.steps


def _client_refuses(view: View, alert: Alert) -> Iterator[Vote]:
    connection = view.connection
    answer, offer = connection.answer, connection.offer
    if answer is None:
        if alert.code in _GIVING_UP and offer is not None and max(offer.versions, default=TLS1_2) <= TLS1_1:
            version = version_name(max(offer.versions))
            yield Vote("protocol_mismatch", 0.6, CLIENT, f"the client gives up with {alert.description} in {version}")
        return
    if alert.code == alerts.HANDSHAKE_FAILURE and answer.renegotiation is False and _is_first_answer(view):
        yield Vote(
            "legacy_renegotiation_unsupported",
            0.95,
            CLIENT,
            "the ServerHello lacks renegotiation_info and the client gives up",
        )
    elif alert.code == alerts.HANDSHAKE_FAILURE and answer.renegotiation is False and offer and offer.renegotiation:
        yield Vote("legacy_renegotiation_unsupported", 0.75, CLIENT, "the ServerHello lacks renegotiation_info")
    bits = connection.dh_bits
    if bits is not None and bits < DH_FLOOR_BITS and alert.code in _GENERAL | _GIVING_UP:
        yield Vote("dh_key_too_small", 0.95, CLIENT, f"the server's Diffie-Hellman group has {bits} bits")
    old = answer.version is not None and answer.version <= TLS1_1
    if old and alert.code in _GIVING_UP and bits is None:
        version = version_name(answer.version or 0)
        yield Vote("protocol_mismatch", 0.7, CLIENT, f"the client gives up with {alert.description} in {version}")
