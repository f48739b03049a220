"""What programs say about certificates: the words, with what was presented, tell the cause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.evidence import chain
from chainaudit.evidence.rules import client_certificate
from chainaudit.evidence.view import CLIENT, SERVER, View, Vote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.model.evidence import Remark

CERTIFICATE: Final[dict[str, tuple[str, str]]] = {
    "intermediate-expired": ("intermediate_expired", "client_cert_expired"),
    "not-yet-valid": ("certificate_not_yet_valid", "certificate_not_yet_valid"),
    "self-signed": ("self_signed", "client_cert_rejected_unknown_ca"),
    "weak": ("weak_chain", "weak_chain"),
    "not-a-ca": ("x509_v1_ca", "x509_v1_ca"),
    "no-san": ("cn_only_no_san", "client_cert_rejected"),
    "revoked": ("certificate_revoked", "certificate_revoked"),
    "chain-invalid": ("chain_invalid", "client_cert_rejected"),
    "chain-order": ("chain_wrong_order", "client_cert_rejected"),
}
"""Meaning to the cause where the client found it, and where the server did."""


def quoted(remark: Remark) -> str:
    """The remark as a reason."""
    return f"{remark.product or 'the log'} says: {remark.text}"


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
    faults = chain.issuer_faults(view.connection.presented or (), is_whole=view.connection.presented_complete)
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


def _expired(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """Which of the chain has expired: its depth or the dates tell; where neither is known it is mostly the first."""
    said = quoted(remark)
    if finder == SERVER:
        yield Vote("client_cert_expired", 0.93, SERVER, said)
        return
    faults = [fault for fault in chain.date_faults(view.connection.presented or (), view.connection.moment)
              if "expired" in fault.cause]  # fmt: skip
    for fault in faults:
        yield Vote(fault.cause, 0.95, CLIENT, f"{said}; {fault.reason}")
    if faults:
        return
    if remark.detail.isdigit():
        cause = "certificate_expired" if int(remark.detail) == 0 else "intermediate_expired"
        yield Vote(cause, 0.93, CLIENT, said)
        return
    yield Vote("certificate_expired", 0.88, CLIENT, said)
    yield Vote("intermediate_expired", 0.25, CLIENT, f"{said}; an issuer may be meant")


def _purpose(view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """OpenSSL also says "unsuitable purpose" of an issuer that is no CA; others mean the certificate itself."""
    said = quoted(remark)
    presented = (view.connection.client_presented if finder == SERVER else view.connection.presented) or ()
    if not _OPENSSL_PURPOSE.search(remark.text):
        yield Vote("wrong_eku", 0.93, finder, said)
        return
    role = chain.CLIENT_AUTH if finder == SERVER else chain.SERVER_AUTH
    unfit = list(chain.purpose_faults(presented, role))
    no_ca = list(chain.issuing_faults(presented)) if remark.detail != "0" else []
    for fault in no_ca:
        yield Vote(fault.cause, 0.95, finder, f"{said}; {fault.reason}")
    for fault in unfit:
        yield Vote("wrong_eku", 0.95, finder, f"{said}; {fault.reason}")
    if not unfit and not no_ca:
        above = remark.detail.isdigit() and int(remark.detail) > 0
        yield Vote("wrong_eku", 0.7 if above else 0.93 if remark.detail else 0.88, finder, said)
        if remark.detail != "0":
            yield Vote("x509_v1_ca", 0.6 if above else 0.25, finder, f"{said}; an issuer that is no CA may be meant")


_OPENSSL_PURPOSE: Final = re.compile(r"(?i)certificate purpose|INVALID_PURPOSE")


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


def _revocation_unknown(_view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """Neither good nor revoked: the list or the answer cannot be got, and the verifier insists on one."""
    cause = "client_cert_rejected" if finder == SERVER else "server_cert_rejected"
    yield Vote(cause, 0.75, finder, f"{quoted(remark)}: whether it is revoked cannot be determined (CRL or OCSP)")


def _pinned(_view: View, remark: Remark, finder: str) -> Iterator[Vote]:
    """The client knows which certificate or key it wants, and this is another one."""
    yield Vote("server_cert_rejected", 0.85, finder, f"{quoted(remark)}: it is not the one that is pinned")


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


ABOUT_CERTIFICATES: Final[dict[str, Callable[[View, Remark, str], Iterator[Vote]]]] = {
    "alert-in-clear": _alert_in_clear,
    "one-certificate": _one_certificate,
    "expired": _expired,
    "purpose": _purpose,
    "issuer-unknown": _unknown_issuer,
    "only-leaf": _only_leaf,
    "self-signed-in-chain": _self_signed_in_chain,
    "validity": _validity,
    "host": _host,
    "rejected": _rejected,
    "revocation-unknown": _revocation_unknown,
    "pinned": _pinned,
}
"""Meanings that need a look at the chain."""
