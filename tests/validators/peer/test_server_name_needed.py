from __future__ import annotations

from chainaudit.model.peer import COMPLETED, REFUSED, PeerHandshake
from chainaudit.validators.peer.server_name_needed import CHECK
from tests.validators.making import doubts, end, findings
from tests.validators.peer.asked import of_peer

ONE, OTHER = end("a.example").certificate, end("default.example").certificate
FIRST = PeerHandshake(COMPLETED, presented=(ONE,))


def test_another_certificate_without_sni_is_found_and_named() -> None:
    (finding,) = findings(CHECK, of_peer(FIRST, without_server_name=PeerHandshake(COMPLETED, presented=(OTHER,))))
    assert finding.variant == "other-certificate"
    assert "default.example" in finding.observed


def test_a_refusal_without_sni_is_found() -> None:
    (finding,) = findings(CHECK, of_peer(FIRST, without_server_name=PeerHandshake(REFUSED)))
    assert finding.variant == "refused"


def test_the_same_answer_passes() -> None:
    assert findings(CHECK, of_peer(FIRST, without_server_name=PeerHandshake(COMPLETED, presented=(ONE,)))) == []


def test_a_peer_not_asked_without_sni_is_not_checked() -> None:
    (doubt,) = doubts(CHECK, of_peer(FIRST))
    assert doubt.missing
