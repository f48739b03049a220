"""What programs say in their logs: the meanings of the phrase tables turned into votes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence import chain
from chainaudit.evidence.rules import client_certificate
from chainaudit.evidence.view import CLIENT, NETWORK, SERVER, UNKNOWN, View, Vote
from chainaudit.model.evidence import other_side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Remark

DIRECT: Final[dict[str, tuple[str, float, str]]] = {
    "no-shared-cipher": ("no_shared_cipher", 0.95, "finder"),
    "no-usable-key": ("no_shared_cipher", 0.7, "finder"),
    "version": ("protocol_mismatch", 0.95, "finder"),
    "own-version": ("protocol_mismatch", 0.95, "finder"),
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
    "refused": ("connection_refused", 0.97, NETWORK),
    "unreachable": ("no_answer", 0.9, NETWORK),
    "unresolved": ("name_not_resolved", 0.9, NETWORK),
    "timeout": ("no_answer", 0.8, NETWORK),
    "no-private-key": ("client_key_missing", 0.95, CLIENT),
    "bad-password": ("keystore_password_mismatch", 0.95, "finder"),
    "bad-format": ("client_cert_bad_format", 0.9, CLIENT),
    "truststore-empty": ("truststore_empty", 0.95, "finder"),
    "internal": ("server_internal_error", 0.5, "finder"),
    "no-client-certificate": ("client_cert_missing", 0.9, SERVER),
    "client-issuer-not-listed": ("client_cert_issuer_not_in_ca_list", 0.93, "finder"),
    "failure": ("handshake_failure_unspecified", 0.3, "unknown"),
}
"""Meaning to cause, weight, and who refuses: a side, or the side that found it."""

CERTIFICATE: Final[dict[str, tuple[str, str]]] = {
    "expired": ("certificate_expired", "client_cert_expired"),
    "intermediate-expired": ("intermediate_expired", "client_cert_expired"),
    "not-yet-valid": ("certificate_not_yet_valid", "certificate_not_yet_valid"),
    "self-signed": ("self_signed", "client_cert_rejected_unknown_ca"),
    "weak": ("weak_chain", "weak_chain"),
    "not-a-ca": ("x509_v1_ca", "x509_v1_ca"),
    "purpose": ("wrong_eku", "wrong_eku"),
    "no-san": ("cn_only_no_san", "client_cert_rejected"),
    "revoked": ("certificate_revoked", "certificate_revoked"),
    "chain-invalid": ("chain_invalid", "client_cert_rejected"),
    "chain-order": ("chain_wrong_order", "client_cert_rejected"),
}
"""Meaning to the cause where the client found it, and where the server did."""


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


def quoted(remark: Remark) -> str:
    """The remark as a reason."""
    return f"{remark.product or 'the log'} says: {remark.text}"


def _direct(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    cause, weight, refused_by = DIRECT[remark.meaning]
    by = finder if refused_by == "finder" else refused_by
    if remark.meaning == "no-client-certificate":
        yield from client_certificate.missing(view, quoted(remark), weight)
        return
    if remark.meaning == "failure" and view.fatal is not None and view.connection.offer is not None:
        return
    if remark.meaning == "timeout" and (view.connection.established or view.server_spoke_tls):
        weight = 0.3
    yield Vote(cause, weight, by, quoted(remark))


def _unknown_issuer(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """No path was found; what was presented tells why."""
    said = quoted(remark)
    if finder == SERVER:
        presented = view.connection.client_presented
        if presented:
            yield from client_certificate.untrusted(view, presented, said, 0.95)
        else:
            yield Vote("client_cert_rejected_unknown_ca", 0.75, SERVER, said)
        return
    yield from _hidden_faults(view, remark, said)
    faults = chain.issuer_faults(view.connection.presented or ())
    found = False
    for fault in faults:
        found = True
        weight = fault.weight
        if remark.detail.isdigit() and int(remark.detail) > 0 and fault.cause == "incomplete_chain":
            weight *= 0.5
        yield Vote(fault.cause, weight, CLIENT, f"{said}; {fault.reason}")
    if not found and remark.detail == "0":
        yield Vote("incomplete_chain", 0.6, CLIENT, f"{said}: the server sent nothing above its own certificate")
        yield Vote("unknown_ca", 0.5, CLIENT, said)
    elif not found:
        yield Vote("unknown_ca", 0.65 if not remark.detail else 0.85, CLIENT, said)
        if not remark.detail:
            yield Vote("incomplete_chain", 0.45, CLIENT, said)


def _hidden_faults(view: View, remark: Remark, said: str) -> Iterator[Vote]:
    """Faults of the chain that "unknown issuer" may stand for."""
    for fault in view.server_faults:
        if fault.cause in _HIDDEN_BY_JAVA and remark.product == "java":
            yield Vote(fault.cause, fault.weight * 0.95, CLIENT, f"{said}; {fault.reason}")
        elif fault.cause in {"chain_wrong_order", "chain_leaf_not_first", "x509_v1_ca"}:
            yield Vote(fault.cause, fault.weight * 0.6, CLIENT, f"{said}; {fault.reason}")


_HIDDEN_BY_JAVA: Final = frozenset(
    ("certificate_expired", "intermediate_expired", "certificate_not_yet_valid", "x509_v1_ca")
)
"""What Java says "unable to find valid certification path" for, where its search for a path comes upon it."""


def _only_leaf(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """OpenSSL 21: nothing but the certificate itself came."""
    if finder == SERVER or view.connection.presented:
        yield from _unknown_issuer(view, remark, finder)
        return
    yield Vote("incomplete_chain", 0.75, CLIENT, quoted(remark))
    yield Vote("unknown_ca", 0.5, CLIENT, quoted(remark))


def _self_signed_in_chain(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    if finder == SERVER:
        yield from _unknown_issuer(view, remark, finder)
    elif view.connection.presented and view.connection.presented[0].is_self_issued:
        yield Vote("self_signed", 0.9, CLIENT, quoted(remark))
    else:
        yield Vote("unknown_ca", 0.9, CLIENT, quoted(remark))


def _validity(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """A certificate is out of its time; the log does not say which way."""
    connection = view.connection
    presented = (connection.client_presented if finder == SERVER else connection.presented) or ()
    found = False
    for fault in chain.date_faults(presented, connection.moment):
        found = True
        cause = "client_cert_expired" if finder == SERVER and "expired" in fault.cause else fault.cause
        yield Vote(cause, 0.95, finder, f"{quoted(remark)}; {fault.reason}")
    if not found:
        yield Vote("client_cert_expired" if finder == SERVER else "certificate_expired", 0.6, finder, quoted(remark))
        yield Vote("certificate_not_yet_valid", 0.4, finder, quoted(remark))


def _host(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """The name does not fit. Without SNI the server may have sent another site's certificate."""
    connection = view.connection
    offer = connection.offer
    named = "" if remark.detail.isdigit() else remark.detail
    if finder == SERVER:
        yield Vote("client_cert_rejected", 0.6, SERVER, quoted(remark))
        return
    if (
        offer is not None
        and offer.server_name is None
        and offer.complete
        and _is_host_name(named or connection.expected_host or "host.unknown")
    ):
        yield Vote("sni_missing", 0.9, CLIENT, f"{quoted(remark)}; the ClientHello carries no server name")
        yield Vote("hostname_mismatch", 0.7, CLIENT, quoted(remark))
        return
    if any(fault.cause == "cn_only_no_san" for fault in view.server_faults):
        yield Vote("cn_only_no_san", 0.6, CLIENT, quoted(remark))
    yield Vote("hostname_mismatch", 0.95, CLIENT, quoted(remark))


def _is_host_name(text: str) -> bool:
    """SNI carries host names only: for an address none is sent (RFC 6066 3), and Java sends none without a dot."""
    import ipaddress

    if "." not in text:
        return False

    try:
        ipaddress.ip_address(text)
    except ValueError:
        return True
    return False


def _rejected(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """A certificate was rejected and the log does not say why; the certificate itself may."""
    if finder == SERVER:
        yield Vote("client_cert_rejected", 0.5, SERVER, quoted(remark))
        return
    yield Vote("server_cert_rejected", 0.55, CLIENT, quoted(remark))
    for fault in view.server_faults:
        yield Vote(fault.cause, fault.weight * 0.6, CLIENT, f"{quoted(remark)}; {fault.reason}")


def _peer_closed(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """The peer ended the connection: telling only where nothing else does."""
    late = view.connection.established and not (view.client_asked and "c:certificate" in view.connection.steps)
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
        yield Vote("plaintext_port", 0.93 if finder == CLIENT else 0.8, CLIENT, quoted(remark))


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


def _one_certificate(view: View, remark: Remark, _finder: str) -> Iterator[Vote]:
    """The chain's size is known, its certificates are not; telling only where no issuer was found."""
    if view.has("issuer-unknown", "only-leaf") and not view.connection.presented:
        yield Vote("incomplete_chain", 0.55, CLIENT, quoted(remark))


def _alert_in_clear(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """Java cannot open what is too short to be sealed: an alert in clear, which OpenSSL sends on a bad certificate."""
    if finder == SERVER:
        said = f"{quoted(remark)}: the client sent an alert in clear on seeing the certificate"
        yield Vote("server_cert_rejected", 0.7, CLIENT, said)
        for fault in view.server_faults:
            yield Vote(fault.cause, fault.weight * 0.6, CLIENT, f"{said}; {fault.reason}")
    else:
        yield Vote("handshake_failure_unspecified", 0.5, SERVER, f"{quoted(remark)}: the server sent an alert in clear")


_ELSE: Final = {
    "alert-in-clear": _alert_in_clear,
    "one-certificate": _one_certificate,
    "not-tls": _not_tls,
    "key-mismatch": _own_key,
    "bad-store": _own_store,
    "issuer-unknown": _unknown_issuer,
    "only-leaf": _only_leaf,
    "self-signed-in-chain": _self_signed_in_chain,
    "validity": _validity,
    "host": _host,
    "rejected": _rejected,
    "reset": _peer_closed,
    "closed": _peer_closed,
}
