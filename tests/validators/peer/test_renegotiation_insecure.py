from __future__ import annotations

from chainaudit.model.peer import COMPLETED, FAILED, PeerHandshake
from chainaudit.validators.peer.renegotiation_insecure import CHECK
from tests.validators.making import applies, findings
from tests.validators.peer.asked import of_peer


def test_a_server_without_renegotiation_info_is_found() -> None:
    handshake = PeerHandshake(COMPLETED, version="TLSv1.2", secure_renegotiation=False)
    assert [f.field for f in findings(CHECK, of_peer(handshake))] == ["ServerHello"]


def test_one_that_has_it_passes() -> None:
    assert findings(CHECK, of_peer()) == []


def test_one_that_did_not_answer_is_not_looked_at() -> None:
    assert not applies(CHECK, of_peer(PeerHandshake(FAILED)))
