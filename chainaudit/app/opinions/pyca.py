"""The question put to cryptography's own verifier (cryptography.x509.verification)."""

from __future__ import annotations

import ipaddress
import warnings
from typing import TYPE_CHECKING, Any

from chainaudit.model.question import Purpose, ReferenceKind
from chainaudit.model.second_opinion import Answer

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.question import Question


def ask(question: Question) -> Answer:
    """Return what cryptography says; it knows servers and clients, no CRLs and no policies."""
    import cryptography

    name = f"cryptography {cryptography.__version__}"
    if question.purpose is Purpose.ANY:
        return Answer(name, None, ("it judges certificates of servers and clients only",))
    subject = _subject(question)
    if question.purpose is Purpose.SERVER and subject is None:
        return Answer(name, None, ("it needs the host name or IP address",))
    if not question.anchors:
        return Answer(name, None, ("it needs a trust anchor",))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            verifier = _verifier(question, subject)
            target = question.target
            leaf = _load(target.certificate)
            others = [_load(c) for c in (*target.presented, *question.untrusted) if c != target.certificate]
        except Exception as error:  # noqa: BLE001 - InvalidVersion and others have no parent but this one
            return Answer(name, False, (f"a certificate cannot be loaded: {_line(error)}",))  # noqa: FBT003 - the answer
        return _verify(name, verifier, leaf, others)


def _verify(name: str, verifier: Any, leaf: Any, others: list[Any]) -> Answer:  # noqa: ANN401 - server or client
    try:
        verifier.verify(leaf, others)
    except Exception as error:  # noqa: BLE001 - whatever it raises is its answer: it does not accept
        return Answer(name, False, (_line(error),))  # noqa: FBT003 - the answer
    return Answer(name, True)  # noqa: FBT003 - the answer


def _subject(question: Question) -> Any:  # noqa: ANN401 - DNSName or IPAddress
    from cryptography import x509

    for reference in question.host:
        if reference.kind is ReferenceKind.IP and isinstance(reference.value, bytes):
            return x509.IPAddress(ipaddress.ip_address(reference.value))
        if reference.kind is ReferenceKind.DNS:
            return x509.DNSName(str(reference.value))
    return None


def _verifier(question: Question, subject: Any) -> Any:  # noqa: ANN401 - server or client
    from cryptography.x509.verification import PolicyBuilder, Store

    builder = PolicyBuilder().store(Store([_load(a.certificate) for a in question.anchors]))
    builder = builder.time(question.moment.replace(tzinfo=None))
    if question.max_intermediates is not None:
        builder = builder.max_chain_depth(question.max_intermediates)
    return (
        builder.build_server_verifier(subject)
        if question.purpose is Purpose.SERVER
        else builder.build_client_verifier()
    )


def _load(certificate: Certificate) -> Any:  # noqa: ANN401 - a type of cryptography
    from cryptography import x509

    return x509.load_der_x509_certificate(certificate.der)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
