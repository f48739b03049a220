"""What programs say in their logs: the meanings of the phrase tables turned into votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence.rules import client_certificate
from chainaudit.evidence.rules.certificate_wording import ABOUT_CERTIFICATES, CERTIFICATE, quoted
from chainaudit.evidence.view import CLIENT, NETWORK, SERVER, UNKNOWN, View, Vote
from chainaudit.model.evidence import other_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Remark

DIRECT: Final[dict[str, tuple[str, float, str]]] = {
    "no-shared-cipher": ("no_shared_cipher", 0.95, "finder"),
    "no-usable-key": ("no_shared_cipher", 0.7, "finder"),
    "version": ("protocol_mismatch", 0.95, "finder"),
    "own-version": ("protocol_mismatch", 0.85, "finder"),
    "legacy-signature": ("protocol_mismatch", 0.8, "finder"),
    "fallback": ("protocol_mismatch", 0.85, "finder"),
    "dh-small": ("dh_key_too_small", 0.97, "finder"),
    "legacy-renegotiation": ("legacy_renegotiation_unsupported", 0.97, "finder"),
    "alpn": ("no_application_protocol", 0.95, "finder"),
    "name-unknown": ("sni_unrecognized", 0.95, "finder"),
    "plain-client": ("plaintext_client", 0.95, SERVER),
    "plain-port": ("plaintext_port", 0.95, CLIENT),
    "starttls-refused": ("starttls_not_offered", 0.95, SERVER),
    "starttls-unanswered": ("starttls_not_offered", 0.7, SERVER),
    "request-too-large": ("certificate_request_too_large", 0.96, "finder"),
    "message-too-large": ("certificate_request_too_large", 0.6, "finder"),
    "proxy-refused": ("proxy_refused", 0.95, NETWORK),
    "not-http": ("plaintext_client", 0.55, SERVER),
    "refused": ("connection_refused", 0.97, NETWORK),
    "unreachable": ("no_answer", 0.9, NETWORK),
    "unresolved": ("name_not_resolved", 0.9, NETWORK),
    "timeout": ("no_answer", 0.8, NETWORK),
    "no-private-key": ("client_key_missing", 0.95, CLIENT),
    "bad-password": ("keystore_password_mismatch", 0.95, "finder"),
    "no-store": ("keystore_unreadable", 0.85, "finder"),
    "bad-format": ("client_cert_bad_format", 0.9, CLIENT),
    "truststore-empty": ("truststore_empty", 0.95, "finder"),
    "internal": ("server_internal_error", 0.5, "finder"),
    "no-client-certificate": ("client_cert_missing", 0.9, SERVER),
    "client-issuer-not-listed": ("client_cert_issuer_not_in_ca_list", 0.93, "finder"),
    "failure": ("handshake_failure_unspecified", 0.3, "unknown"),
}
"""Meaning to cause, weight, and who refuses: a side, or the side that found it."""


def find(view: View) -> Iterator[Vote]:
    """Turn each remark into votes, with what else is known of the connection."""
    for remark in view.connection.remarks:
        finder = view.finder(remark)
        if remark.meaning in DIRECT:
            yield from _direct(view, remark, finder)
        elif remark.meaning in CERTIFICATE:
            server_cause, client_cause = CERTIFICATE[remark.meaning]
            cause = client_cause if finder == SERVER else server_cause
            yield Vote(cause, 0.93, finder, quoted(remark))
        elif remark.meaning in _ELSE:
            yield from _ELSE[remark.meaning](view, remark, finder)


def _direct(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    cause, weight, refused_by = DIRECT[remark.meaning]
    by = finder if refused_by == "finder" else refused_by
    if remark.meaning == "no-client-certificate":
        yield from client_certificate.missing(view, quoted(remark), weight)
        return
    if remark.meaning in _BEFORE_DATA and view.connection.established and view.connection.server_data:
        return
    if remark.meaning == "failure" and view.fatal is not None and view.connection.offer is not None:
        return
    if remark.meaning == "no-private-key" and finder == SERVER:
        cause, by = "key_mismatch", SERVER
    if remark.meaning == "timeout" and (view.connection.established or view.server_spoke_tls):
        weight = 0.3
    yield Vote(cause, weight, by, quoted(remark))
    if remark.meaning == "own-version":
        yield Vote("no_shared_cipher", 0.4, by, f"{quoted(remark)}; all of its own cipher suites may be disabled")


_BEFORE_DATA: Final = frozenset(("failure", "timeout"))
"""Meanings that tell nothing of the handshake once the server has sent data."""


def _peer_closed(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """The peer ended the connection: telling only where nothing else does."""
    late = view.connection.established and (
        view.connection.server_data > 0 or not (view.client_asked and "c:certificate" in view.connection.steps)
    )
    if view.is_explained or late:
        return
    side = other_side(finder) if finder != UNKNOWN else "either"
    cause = "reset_mid_handshake" if remark.meaning == "reset" else "closed_mid_handshake"
    yield Vote(cause, 0.55, side, quoted(remark))
    offer = view.connection.offer
    if (
        remark.meaning == "reset"
        and offer is not None
        and offer.server_name is None
        and offer.complete
        and finder == CLIENT
    ):
        yield Vote("sni_missing", 0.62, SERVER, f"{quoted(remark)}; the ClientHello carries no server name")
    if view.client_asked and finder == CLIENT:
        if view.connection.client_presented == ():
            yield from client_certificate.missing(view, quoted(remark), 0.75)
        elif "c:certificate" in view.connection.steps:
            said = f"{quoted(remark)}, after the client answered the request for a certificate"
            yield Vote("client_cert_rejected", 0.62, SERVER, said)


def _not_tls(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """What came was not TLS: the other side speaks plain text, or another protocol."""
    if finder == SERVER:
        yield Vote("plaintext_client", 0.85, SERVER, quoted(remark))
    elif not view.server_spoke_tls:
        unclear = view.connection.viewpoint == UNKNOWN
        yield Vote("plaintext_port", 0.8 if unclear else 0.93, CLIENT, quoted(remark))
        if unclear:
            yield Vote("plaintext_client", 0.45, SERVER, f"if this is the log of a server: {quoted(remark)}")


def _not_connected(view: View, remark: Remark, _finder: str) -> Iterator[Vote]:
    """Java's HttpClient says no more than that; what it says beside it may tell."""
    if not view.has("unresolved", "refused", "timeout", "unreachable"):
        yield Vote("connection_refused", 0.65, NETWORK, quoted(remark))
        yield Vote("no_answer", 0.3, NETWORK, quoted(remark))


def _read_once(_view: View, remark: Remark, _finder: str) -> Iterator[Vote]:
    """The server never came further than the first bytes of the client; how it ended, only a capture tells."""
    yield Vote("no_answer", 0.45, SERVER, quoted(remark))
    yield Vote("reset_mid_handshake", 0.4, SERVER, f"{quoted(remark)}: it may have been reset")
    yield Vote("closed_mid_handshake", 0.35, SERVER, f"{quoted(remark)}: it may have been closed")


def _own_key(_view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """The program's own key does not belong to its own certificate."""
    if finder == CLIENT:
        yield Vote("client_key_missing", 0.9, CLIENT, quoted(remark))
        yield Vote("key_mismatch", 0.7, CLIENT, quoted(remark))
    else:
        yield Vote("key_mismatch", 0.92, finder, quoted(remark))


def _own_store(_view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """The program cannot read its own certificate or keystore."""
    if finder == CLIENT:
        yield Vote("client_cert_bad_format", 0.85, CLIENT, quoted(remark))
        yield Vote("keystore_unreadable", 0.6, CLIENT, quoted(remark))
    else:
        yield Vote("keystore_unreadable", 0.9, finder, quoted(remark))


def _truststore(_view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """Java cannot load its truststore: it is empty, no store of that type, or the password is another."""
    yield Vote("truststore_empty", 0.75, finder, quoted(remark))
    yield Vote("keystore_password_mismatch", 0.5, finder, f"{quoted(remark)}: its password may be another one")


def _no_context(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """Java cannot make its default SSLContext; what stands under it mostly tells why."""
    if not view.has("bad-truststore", "bad-password", "bad-store", "no-store"):
        yield Vote("keystore_unreadable", 0.5, finder, f"{quoted(remark)}: keystore or truststore cannot be loaded")


_ELSE: Final = {
    "bad-truststore": _truststore,
    "no-context": _no_context,
    **ABOUT_CERTIFICATES,
    "not-tls": _not_tls,
    "read-once": _read_once,
    "not-connected": _not_connected,
    "key-mismatch": _own_key,
    "bad-store": _own_store,
    "reset": _peer_closed,
    "closed": _peer_closed,
}
