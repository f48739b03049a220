"""The server refuses the client's certificate, or the lack of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence import chain
from chainaudit.evidence.certificates import same_name, split_name
from chainaudit.evidence.rules import server_certificate
from chainaudit.evidence.view import CLIENT, SERVER, UNKNOWN, View, Vote
from chainaudit.tls import alerts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Alert, SeenCertificate

_NONE_GIVEN: Final = frozenset(
    (alerts.HANDSHAKE_FAILURE, alerts.NO_CERTIFICATE, alerts.BAD_CERTIFICATE, alerts.CERTIFICATE_UNKNOWN,
     alerts.ACCESS_DENIED, alerts.CERTIFICATE_REQUIRED, alerts.UNEXPECTED_MESSAGE, alerts.UNKNOWN_CA,
     alerts.ILLEGAL_PARAMETER, alerts.DECODE_ERROR)
)  # fmt: skip
_TRUST: Final = frozenset(
    (alerts.UNKNOWN_CA, alerts.CERTIFICATE_UNKNOWN, alerts.BAD_CERTIFICATE, alerts.HANDSHAKE_FAILURE,
     alerts.ACCESS_DENIED, alerts.UNSUPPORTED_CERTIFICATE, alerts.INTERNAL_ERROR)
)  # fmt: skip
_TOO_LARGE: Final = frozenset(
    (alerts.UNEXPECTED_MESSAGE, 22, alerts.ILLEGAL_PARAMETER, alerts.DECODE_ERROR, alerts.INTERNAL_ERROR,
     alerts.HANDSHAKE_FAILURE)
)  # fmt: skip
BY_ITSELF: Final[dict[int, dict[str, float]]] = {
    alerts.UNKNOWN_CA: {"client_cert_rejected_unknown_ca": 0.8, "client_cert_issuer_not_in_ca_list": 0.4},
    alerts.CERTIFICATE_EXPIRED: {"client_cert_expired": 0.88},
    alerts.CERTIFICATE_REVOKED: {"certificate_revoked": 0.9},
    alerts.BAD_CERTIFICATE: {
        "client_cert_rejected": 0.5,
        "client_cert_missing": 0.45,
        "client_cert_rejected_unknown_ca": 0.3,
    },
    alerts.CERTIFICATE_UNKNOWN: {"client_cert_rejected": 0.5, "client_cert_rejected_unknown_ca": 0.45},
    alerts.UNSUPPORTED_CERTIFICATE: {"wrong_eku": 0.6, "client_cert_rejected": 0.45},
    alerts.ACCESS_DENIED: {"client_cert_rejected": 0.65, "client_cert_rejected_unknown_ca": 0.3},
    alerts.NO_CERTIFICATE: {"client_cert_missing": 0.8},
}
"""What an alert from a server tells where nothing else is known (the log of a client)."""

_PARTICULAR: Final[dict[int, dict[str, float]]] = {
    alerts.UNSUPPORTED_CERTIFICATE: {"wrong_eku": 0.65, "client_cert_rejected": 0.45},
    alerts.CERTIFICATE_REVOKED: {"certificate_revoked": 0.95},
    alerts.DECRYPT_ERROR: {"key_mismatch": 0.75},
}
"""Alerts that answer a certificate and never the lack of one."""

LARGE_REQUEST_BYTES: Final = 16384
"""One record's worth: what simple stacks take. Java stops at 32,768 (jdk.tls.maxHandshakeMessageSize)."""

_GENERIC_WORDS: Final = frozenset(
    ("root", "ca", "issuing", "intermediate", "inter", "sub", "subordinate", "policy", "certification", "certificate",
     "authority", "primary", "class")
)  # fmt: skip


def find(view: View) -> Iterator[Vote]:
    """Look at what follows a CertificateRequest."""
    yield from _too_large(view)
    alert = view.fatal_by(SERVER)
    if alert is None:
        if view.is_whole:
            yield from _closed_on_empty(view)
        return
    presented = view.connection.client_presented
    if alert.code == alerts.CERTIFICATE_REQUIRED:
        yield from missing(view, f"the server answers {alert.description}", 0.97)
    elif presented == () and alert.code in _NONE_GIVEN:
        yield from missing(view, f"the client sent no certificate and the server answers {alert.description}", 0.93)
    elif presented == ():
        yield from _unseen(view, alert)
    elif presented:
        yield from _refused(view, presented, alert)
    elif view.client_asked and ("c:certificate" in view.connection.steps or not view.connection.steps):
        yield from _unseen(view, alert)
    elif not view.client_asked and alert.code in BY_ITSELF:
        yield from _by_itself(view, alert)


def _by_itself(view: View, alert: Alert) -> Iterator[Vote]:
    """An alert about a certificate and nothing else: the sender judged the certificate of the other side."""
    code = alert.code or 0
    known = view.connection.viewpoint != UNKNOWN or view.connection.server_port is not None
    for cause, weight in BY_ITSELF[code].items():
        reason = f"the server answers {alert.description}, which is about a client certificate"
        yield Vote(cause, weight if known else weight * 0.6, SERVER, reason)
    if not known:
        for cause, weight in server_certificate.BY_ITSELF.get(code, {}).items():
            reason = f"if this is the log of a server: the client answers {alert.description} to its certificate"
            yield Vote(cause, weight * 0.62, CLIENT, reason)


def _unseen(view: View, alert: Alert) -> Iterator[Vote]:
    """The client answered the request, but the log does not show with what."""
    said = f"the server answers the client's certificate message with {alert.description}"
    code = alert.code or 0
    if code == alerts.UNKNOWN_CA:
        yield Vote("client_cert_rejected_unknown_ca", 0.85, SERVER, said)
    elif code == alerts.CERTIFICATE_EXPIRED:
        yield Vote("client_cert_expired", 0.9, SERVER, said)
    elif code in _PARTICULAR:
        for cause, weight in _PARTICULAR[code].items():
            yield Vote(cause, weight, SERVER, said)
    elif code == alerts.HANDSHAKE_FAILURE and not view.client_configured:
        yield from missing(view, said, 0.8)
    elif code in _NONE_GIVEN:
        yield Vote("client_cert_rejected", 0.5, SERVER, said)
        yield Vote("client_cert_rejected_unknown_ca", 0.4, SERVER, said)
        if not view.client_configured:
            yield from missing(view, said, 0.6)


def missing(view: View, reason: str, weight: float) -> Iterator[Vote]:
    """No certificate came. A client that has one configured, and still sends none, found none that fits the list."""
    configured = view.client_configured
    request = view.connection.request
    if configured and view.has("no-private-key"):
        yield Vote("client_key_missing", weight, SERVER, f"{reason}; the client's key is missing")
        return
    if configured and request is not None and request.authorities:
        listed = "; ".join(request.authorities[:3])
        why = (
            f"{reason}; a keystore is configured, but no certificate "
            f"with key in it is from the listed authorities ({listed})"
        )
        yield Vote("client_cert_issuer_not_in_ca_list", weight * 0.85, SERVER, why)
        why = f"{reason}; the configured keystore may hold the certificate without its private key"
        yield Vote("client_key_missing", weight * 0.6, SERVER, why)
        yield Vote("client_cert_missing", weight * 0.4, SERVER, reason)
    elif configured:
        why = f"{reason}; a keystore is configured, but no certificate with a private key in it could be used"
        yield Vote("client_key_missing", weight * 0.75, SERVER, why)
        yield Vote("client_cert_missing", weight * 0.5, SERVER, reason)
        if request is None:
            why = f"{reason}; the certificate in the configured keystore may not be from an authority that is listed"
            yield Vote("client_cert_issuer_not_in_ca_list", weight * 0.6, SERVER, why)
    else:
        yield Vote("client_cert_missing", weight, SERVER, reason)


def _refused(view: View, presented: tuple[SeenCertificate, ...], alert: Alert) -> Iterator[Vote]:
    said = f"the server refuses the client's certificate with {alert.description}"
    if alert.code == alerts.DECRYPT_ERROR:
        yield Vote("key_mismatch", 0.8, SERVER, f"{said}: its signature does not fit the certificate")
        return
    if alert.code == alerts.CERTIFICATE_REVOKED:
        yield Vote("certificate_revoked", 0.95, SERVER, said)
        return
    yield from dates(view, presented, said, expired_said=alert.code == alerts.CERTIFICATE_EXPIRED)
    if alert.code == alerts.UNSUPPORTED_CERTIFICATE:
        for fault in chain.purpose_faults(presented, chain.CLIENT_AUTH):
            yield Vote("wrong_eku", 0.97, SERVER, f"{said}; {fault.reason}")
    elif alert.code in _TRUST:
        for fault in chain.purpose_faults(presented, chain.CLIENT_AUTH):
            yield Vote("wrong_eku", fault.weight * 0.75, SERVER, f"{said}; {fault.reason}")
    if alert.code in {alerts.BAD_CERTIFICATE, alerts.UNSUPPORTED_CERTIFICATE, alerts.CERTIFICATE_UNKNOWN}:
        for fault in chain.strength_faults(presented):
            yield Vote("weak_chain", fault.weight * 0.9, SERVER, f"{said}; {fault.reason}")
    if alert.code in _TRUST:
        yield from untrusted(view, presented, said, 0.95 if alert.code == alerts.UNKNOWN_CA else 0.75)
        yield Vote("client_cert_rejected", 0.25, SERVER, said)


def dates(view: View, presented: tuple[SeenCertificate, ...], said: str, *, expired_said: bool) -> Iterator[Vote]:
    """Whether the client's certificate was valid at the moment."""
    found = False
    for fault in chain.date_faults(presented, view.connection.moment):
        cause = "client_cert_expired" if "expired" in fault.cause else fault.cause
        found = True
        yield Vote(cause, 0.97 if expired_said else 0.85, SERVER, f"{said}; {fault.reason}")
    if expired_said and not found:
        yield Vote("client_cert_expired", 0.85, SERVER, said)


def untrusted(view: View, presented: tuple[SeenCertificate, ...], said: str, weight: float) -> Iterator[Vote]:
    """The server found no way from the client's certificate to one of its authorities."""
    request = view.connection.request
    path = chain.path_of(presented)
    listed = request.authorities if request is not None else None
    if not listed:
        yield Vote("client_cert_rejected_unknown_ca", weight, SERVER, f"{said}; its issuer is {path[-1].issuer}")
        if len(path) == 1 and not path[0].is_self_issued:
            yield Vote("client_chain_incomplete", weight * 0.4, SERVER, f"{said}; only the certificate itself was sent")
        return
    if any(same_name(each.issuer, name) or same_name(each.subject, name) for each in path for name in listed):
        yield Vote("client_cert_rejected_unknown_ca", weight * 0.8, SERVER, f"{said}, although its issuer is listed")
        return
    top = path[-1]
    reason = f"{said}; its issuer {top.issuer} is not among the {len(listed)} authorities that the server asked for"
    cut_short = len(path) == 1 and not top.is_self_issued and any(_same_family(top.issuer, name) for name in listed)
    yield Vote("client_cert_issuer_not_in_ca_list", weight * (0.6 if cut_short else 1.0), SERVER, reason)
    if not top.is_self_issued:
        reason = f"{said}; the client sent no issuer, and {top.issuer} may be an intermediate below a listed authority"
        yield Vote("client_chain_incomplete", weight * (0.75 if cut_short else 0.35), SERVER, reason)


def _same_family(issuer: str, authority: str) -> bool:
    """Whether two names differ only in the words that tell a root from an intermediate, and in numbers."""
    return issuer != authority and _own_words(issuer) == _own_words(authority) != ((), frozenset())


def _own_words(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    attributes = split_name(name)
    organisations = tuple(value.lower() for label, value in attributes if label == "O")
    common = " ".join(value.lower() for label, value in attributes if label == "CN")
    words = (word.strip("-_.0123456789") for word in common.split())
    return organisations, frozenset(word for word in words if len(word) > 1 and word not in _GENERIC_WORDS)


def _too_large(view: View) -> Iterator[Vote]:
    request, alert = view.connection.request, view.fatal_by(CLIENT)
    if request is None or request.length is None or request.length <= LARGE_REQUEST_BYTES:
        return
    closing = view.first_closing()
    gave_up = alert is not None and alert.code in _TOO_LARGE
    hung_up = (
        view.is_whole
        and alert is None
        and not view.connection.established
        and closing is not None
        and closing[0] == CLIENT
    )
    if (gave_up or hung_up) and view.connection.client_presented is None:
        count = len(request.authorities or ())
        reason = f"the request lists {count} authorities in {request.length} bytes and the client gives up on it"
        yield Vote("certificate_request_too_large", 0.95 if gave_up else 0.75, CLIENT, reason)


def _closed_on_empty(view: View) -> Iterator[Vote]:
    """The server hangs up, without an alert, on a client that sent no certificate."""
    connection = view.connection
    closing = view.first_closing()
    if connection.established or view.fatal is not None or closing is None or closing[0] != SERVER:
        return
    if connection.client_presented == ():
        yield from missing(view, "the client sent no certificate and the server hangs up", 0.75)
    elif connection.client_presented:
        reason = "the server hangs up on seeing the client's certificate, without an alert"
        yield Vote("client_cert_rejected", 0.6, SERVER, reason)
        yield from dates(view, connection.client_presented, reason, expired_said=False)
        for fault in chain.purpose_faults(connection.client_presented, chain.CLIENT_AUTH):
            yield Vote("wrong_eku", fault.weight * 0.8, SERVER, f"{reason}; {fault.reason}")
        yield from untrusted(view, connection.client_presented, reason, 0.55)
