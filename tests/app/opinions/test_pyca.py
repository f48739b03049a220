"""What cryptography's verifier is asked: against the verifier itself, called as its documentation does."""

from __future__ import annotations

import datetime as dt
import ipaddress
from typing import Any

import cryptography
import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

import chainaudit
from chainaudit.app.opinions.pyca import ask
from chainaudit.model import extension
from chainaudit.model.question import Purpose, Question
from tests import forge
from tests.facts import question

ROOT = forge.root()
UPPER = forge.intermediate(ROOT, "Upper")
LOWER = forge.intermediate(UPPER, "Lower")
LEAF = forge.issue(LOWER, names=("a.example", "IP:192.0.2.1"))
LATER = forge.END + dt.timedelta(seconds=1)


def asked(host: str | None = "a.example", **parts: Any) -> Question:
    names = () if host is None else (chainaudit.reference_identifier(host),)
    pool = (LOWER.certificate, UPPER.certificate)
    return question(LEAF, ROOT, **{"host": names, "untrusted": pool, **parts})


def real(subject: Any, moment: dt.datetime, depth: int | None = None) -> bool:
    def load(one: forge.Forged) -> x509.Certificate:
        return x509.load_der_x509_certificate(one.certificate.der)

    builder = PolicyBuilder().store(Store([load(ROOT)])).time(moment.replace(tzinfo=None))
    if depth is not None:
        builder = builder.max_chain_depth(depth)
    try:
        builder.build_server_verifier(subject).verify(load(LEAF), [load(LOWER), load(UPPER)])
    except VerificationError:
        return False
    return True


@pytest.mark.parametrize(
    ("host", "subject"),
    [
        ("a.example", x509.DNSName("a.example")),
        ("b.example", x509.DNSName("b.example")),
        ("192.0.2.1", x509.IPAddress(ipaddress.ip_address("192.0.2.1"))),
        ("192.0.2.2", x509.IPAddress(ipaddress.ip_address("192.0.2.2"))),
    ],
)
@pytest.mark.parametrize("moment", [forge.MOMENT, LATER])
@pytest.mark.parametrize("depth", [None, 2, 1])
def test_it_answers_as_it_does_to_everybody(host: str, subject: Any, moment: dt.datetime, depth: int | None) -> None:
    answer = ask(asked(host, moment=moment, max_intermediates=depth))
    assert answer.accepted is real(subject, moment, depth)
    assert bool(answer.said) is not answer.accepted
    assert answer.verifier == f"cryptography {cryptography.__version__}"


def test_some_of_these_are_accepted() -> None:
    """The comparison above would hold of a verifier that refuses everything."""
    assert real(x509.DNSName("a.example"), forge.MOMENT)
    assert not real(x509.DNSName("a.example"), LATER)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"purpose": Purpose.ANY}, "servers and clients only"),
        ({"host": ()}, "the host name or IP address"),
        ({"anchors": ()}, "a trust anchor"),
    ],
)
def test_what_it_cannot_be_asked_is_said(parts: dict[str, Any], words: str) -> None:
    question_of = asked().but(**parts)
    answer = ask(question_of)
    assert answer.accepted is None
    assert words in answer.said[0]


BROKEN = {
    "a version that is none": forge.issue(LOWER, names=("a.example",), version=7),
    "an extension twice": forge.issue(
        LOWER, names=("a.example",), extra=((extension.SUBJECT_ALTERNATIVE_NAME, False, forge.san("a.example")),)
    ),
    "no name": forge.issue(LOWER, replace={extension.SUBJECT_ALTERNATIVE_NAME: (False, b"\x04\x00")}),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_whatever_it_raises_is_a_refusal_and_ends_nothing(broken: forge.Forged) -> None:
    pool = (LOWER.certificate, UPPER.certificate)
    answer = ask(question(broken, ROOT, host=(chainaudit.reference_identifier("a.example"),), untrusted=pool))
    assert answer.accepted is False
    assert answer.said[0]
    assert "\n" not in answer.said[0]
