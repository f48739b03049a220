from __future__ import annotations

from typing import Any

import pytest

from chainaudit.model.check import Severity
from chainaudit.model.evidence import Alert
from chainaudit.model.peer import COMPLETED, FAILED, REFUSED, PeerHandshake
from chainaudit.model.store import Store
from chainaudit.validators.peer.handshake_refused import CHECK
from tests.validators.making import findings
from tests.validators.peer.asked import of_peer

ALERT = Alert("server", "fatal", "handshake_failure", 40)


def _refused(**parts: Any) -> PeerHandshake:
    return PeerHandshake(REFUSED, version="TLSv1.2", alerts=(ALERT,), **parts)


def test_a_handshake_that_completes_passes() -> None:
    assert findings(CHECK, of_peer()) == []
    assert findings(CHECK, of_peer(_refused(authorities=()), attempt=PeerHandshake(COMPLETED))) == []


def test_a_refusal_is_an_error_and_names_the_alert() -> None:
    (finding,) = findings(CHECK, of_peer(_refused()))
    assert (finding.severity, finding.variant) == (Severity.ERROR, "refused")
    assert "handshake_failure (40)" in finding.observed


def test_an_end_without_an_alert_is_an_error_too() -> None:
    (finding,) = findings(CHECK, of_peer(PeerHandshake(FAILED, version="TLSv1.2", error="it closed")))
    assert "it closed" in finding.observed


@pytest.mark.parametrize(
    ("client", "severity"), [(None, Severity.WARNING), (Store("mine.p12", "PKCS12"), Severity.ERROR)]
)
def test_a_wish_for_a_certificate_is_an_error_only_to_who_has_a_store(client: Store | None, severity: Severity) -> None:
    (finding,) = findings(CHECK, of_peer(_refused(authorities=()), client=client))
    assert (finding.severity, finding.variant) == (severity, "certificate-wanted")


def test_a_client_certificate_that_is_refused_is_an_error() -> None:
    (finding,) = findings(CHECK, of_peer(PeerHandshake(COMPLETED, version="TLSv1.3"), attempt=_refused()))
    assert (finding.severity, finding.variant) == (Severity.ERROR, "client-refused")


def test_a_peer_that_is_not_there_is_no_finding() -> None:
    context = of_peer(PeerHandshake(FAILED, error="refused the connection"))
    assert CHECK.applies is not None
    assert not CHECK.applies(context)
