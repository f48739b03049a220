"""The client refuses what the server presented: which fault of the chain fits the alert, or the words, it used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence.chain import matches
from chainaudit.evidence.view import CLIENT, SERVER, View, Vote
from chainaudit.tls import alerts
from chainaudit.tls.versions import TLS1_3

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Connection

_TRUST: Final = {"unknown_ca": 1.0, "incomplete_chain": 1.0, "self_signed": 1.0}
_CHAIN: Final = {
    "chain_wrong_order": 0.7,
    "chain_leaf_not_first": 0.9,
    "chain_extra_cert": 0.5,
    "chain_contains_root": 0.2,
}
_ANY: Final = {"certificate_expired": 0.9, "intermediate_expired": 0.9, "certificate_not_yet_valid": 0.95}

FITTING: Final[dict[int, dict[str, float]]] = {
    alerts.UNKNOWN_CA: {**_TRUST, **_CHAIN, "x509_v1_ca": 1.0, "weak_chain": 0.3, "certificate_expired": 0.2,
                        "intermediate_expired": 0.3},
    alerts.CERTIFICATE_EXPIRED: {"certificate_expired": 1.05, "intermediate_expired": 1.05,
                                 "certificate_not_yet_valid": 1.0},
    alerts.BAD_CERTIFICATE: {**_ANY, **_CHAIN, "hostname_mismatch": 1.0, "weak_chain": 1.0, "x509_v1_ca": 0.8,
                             "wrong_eku": 0.6, "unknown_ca": 0.55, "incomplete_chain": 0.55, "self_signed": 0.75,
                             "cn_only_no_san": 0.9},
    alerts.UNSUPPORTED_CERTIFICATE: {"wrong_eku": 1.05, "weak_chain": 1.0, "x509_v1_ca": 0.5, "cn_only_no_san": 0.3},
    alerts.CERTIFICATE_UNKNOWN: {**_ANY, **_TRUST, **_CHAIN, "hostname_mismatch": 1.0, "weak_chain": 0.8,
                                 "x509_v1_ca": 1.0, "wrong_eku": 1.0, "cn_only_no_san": 0.9},
    alerts.HANDSHAKE_FAILURE: {"weak_chain": 0.5, "hostname_mismatch": 0.4, "self_signed": 0.4, "unknown_ca": 0.3,
                               "incomplete_chain": 0.3, "certificate_expired": 0.4},
}  # fmt: skip
"""How well a cause fits an alert, by what implementations send (OpenSSL, JSSE, GnuTLS, NSS, Go, iSaSiLk)."""

BY_ITSELF: Final[dict[int, dict[str, float]]] = {
    alerts.UNKNOWN_CA: {"unknown_ca": 0.7, "incomplete_chain": 0.5, "self_signed": 0.3},
    alerts.CERTIFICATE_EXPIRED: {"certificate_expired": 0.85, "intermediate_expired": 0.3},
    alerts.BAD_CERTIFICATE: {"server_cert_rejected": 0.5, "hostname_mismatch": 0.4, "unknown_ca": 0.3},
    alerts.UNSUPPORTED_CERTIFICATE: {"wrong_eku": 0.6, "weak_chain": 0.45},
    alerts.CERTIFICATE_REVOKED: {"certificate_revoked": 0.95},
    alerts.HANDSHAKE_FAILURE: {"legacy_renegotiation_unsupported": 0.4, "dh_key_too_small": 0.3},
    alerts.CERTIFICATE_UNKNOWN: {"server_cert_rejected": 0.5, "unknown_ca": 0.45, "hostname_mismatch": 0.3},
}
"""What an alert from a client tells where nothing else is known (the log of a server)."""


def find(view: View) -> Iterator[Vote]:
    """Look at a refusal by the client after the server's Certificate message."""
    connection = view.connection
    alert = view.fatal_by(CLIENT)
    if alert is not None and (view.server_presented or _may_be_unseen(connection)):
        yield from _alert(view, alert.code or 0, alert.description)
    elif alert is not None and alert.code in BY_ITSELF and (not connection.steps or _is_server_unseen(connection)):
        for cause, weight in BY_ITSELF[alert.code].items():
            yield Vote(cause, weight, CLIENT, f"the client refuses with {alert.description}")
    elif connection.viewpoint == SERVER and not connection.established:
        yield from _gone_after_certificate(view)
    elif not view.is_whole:
        return
    elif view.fatal is None and connection.established:
        yield from _closed_after_handshake(view)
    elif view.fatal is None and view.server_presented:
        yield from _closed_in_handshake(view)


def _gone_after_certificate(view: View) -> Iterator[Vote]:
    """The log of a server that presented its certificate and then heard no more of the client."""
    connection = view.connection
    if "s:certificate" not in connection.steps or not connection.steps[-1].startswith("s:"):
        return
    own = view.fatal_by(SERVER)
    if view.has("closed", "reset", "alert-in-clear", "timeout") or (own is not None and own.code in _HELPLESS):
        said = "the client goes away on seeing the server's certificate"
        yield Vote("server_cert_rejected", 0.6, CLIENT, said)
        for fault in view.server_faults:
            yield Vote(fault.cause, fault.weight * 0.62, CLIENT, f"{said}; {fault.reason}")


_HELPLESS: Final = frozenset(
    (alerts.HANDSHAKE_FAILURE, alerts.UNEXPECTED_MESSAGE, alerts.DECODE_ERROR, alerts.INTERNAL_ERROR)
)
"""What a server sends into a connection that the client has left."""


def _is_server_unseen(connection: Connection) -> bool:
    return any("server" in part for part in connection.unseen)


def _may_be_unseen(connection: Connection) -> bool:
    return connection.answer is not None and connection.answer.version == TLS1_3


def _alert(view: View, code: int, description: str) -> Iterator[Vote]:
    said = f"the client refuses with {description}"
    fitting = FITTING.get(code, {})
    for fault in view.server_faults:
        weight = fault.weight * fitting.get(fault.cause, 0.0)
        if weight > 0:
            yield Vote(fault.cause, min(weight, 0.97), CLIENT, f"{said}; {fault.reason}")
    if code == alerts.CERTIFICATE_REVOKED:
        yield Vote("certificate_revoked", 0.95, CLIENT, said)
    elif code == alerts.DECRYPT_ERROR:
        yield Vote("key_mismatch", 0.7, CLIENT, f"{said}: the server's signature does not fit its certificate")
    elif code == alerts.INTERNAL_ERROR and view.server_presented:
        yield Vote("truststore_empty", 0.35, CLIENT, f"{said} on seeing the certificate")
    elif code in FITTING and code != alerts.HANDSHAKE_FAILURE:
        yield Vote("server_cert_rejected", 0.3, CLIENT, said)
    if code == alerts.CERTIFICATE_EXPIRED and not any("expired" in fault.cause for fault in view.server_faults):
        yield Vote("certificate_expired", 0.7, CLIENT, said)
    if code == alerts.UNKNOWN_CA and not view.connection.presented:
        yield Vote("unknown_ca", 0.4, CLIENT, said)
        yield Vote("incomplete_chain", 0.3, CLIENT, said)
    yield from _without_server_name(view, code)


def _without_server_name(view: View, code: int) -> Iterator[Vote]:
    """No SNI was sent: the server may have answered with the certificate of another name."""
    offer, presented = view.connection.offer, view.connection.presented
    if offer is None or offer.server_name is not None or not offer.complete:
        return
    fit = FITTING.get(code, {}).get("hostname_mismatch", 0.0)
    if any(fault.cause == "hostname_mismatch" for fault in view.server_faults):
        yield Vote(
            "sni_missing", 0.96 * fit, CLIENT, "the certificate is not for the host, and no server name was sent"
        )
        return
    if presented and _other_answer_with_name(view):
        yield Vote(
            "sni_missing",
            0.9 * max(fit, 0.5),
            CLIENT,
            "with a server name the same server presents another certificate",
        )
    elif presented:
        yield Vote(
            "sni_missing", 0.62 * fit, CLIENT, "no server name was sent, so the server's default certificate came"
        )


def _other_answer_with_name(view: View) -> bool:
    mine = view.connection
    for other in view.siblings:
        if other.address != mine.address or not other.presented or not mine.presented:
            continue
        if other.offer and other.offer.server_name and other.presented[0].fingerprint != mine.presented[0].fingerprint:
            return True
    return False


def _closed_after_handshake(view: View) -> Iterator[Vote]:
    """Some programs check the name after the handshake and hang up before they send anything."""
    connection = view.connection
    if connection.viewpoint in {CLIENT, SERVER} or connection.client_data or connection.server_data:
        return
    closing = view.first_closing()
    told = (*connection.encrypted_alerts, *(alert.by for alert in connection.alerts))
    if CLIENT not in {told[0] if told else "", closing[0] if closing else ""}:
        return
    for fault in view.server_faults:
        weight = _SEEN_AFTERWARDS.get(fault.cause)
        if weight is not None:
            reason = f"the client hangs up after the handshake without sending anything; {fault.reason}"
            yield Vote(fault.cause, weight, CLIENT, reason)


_SEEN_AFTERWARDS: Final = {
    "hostname_mismatch": 0.75,
    "certificate_expired": 0.7,
    "certificate_not_yet_valid": 0.7,
    "wrong_eku": 0.6,
    "self_signed": 0.55,
}
"""Faults that some programs (curl, Node) look for when the handshake is over; a chain that is merely cut is none."""


def _closed_in_handshake(view: View) -> Iterator[Vote]:
    """The client hangs up on seeing the certificate, without an alert."""
    connection = view.connection
    closing = view.first_closing()
    if closing is None or closing[0] != CLIENT or connection.viewpoint in {CLIENT, SERVER}:
        return
    if any(step.startswith("c:") and step != "c:client_hello" for step in connection.steps):
        return
    visible = {"certificate_expired", "intermediate_expired", "certificate_not_yet_valid", "self_signed", "x509_v1_ca",
               "hostname_mismatch", "wrong_eku", "weak_chain"}  # fmt: skip
    for fault in view.server_faults:
        if fault.cause in visible:
            yield Vote(
                fault.cause,
                fault.weight * 0.7,
                CLIENT,
                f"the client hangs up on seeing the certificate; {fault.reason}",
            )
    yield Vote("server_cert_rejected", 0.58, CLIENT, "the client hangs up on seeing the certificate, without an alert")


def covers(names: tuple[str, ...], host: str) -> bool:
    """Whether one of the names of a certificate is for a host."""
    return any(matches(name, host) for name in names)


__all__ = ["FITTING", "SERVER", "covers", "find"]
