from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.peer import COMPLETED, PeerHandshake
from chainaudit.validators.peer.authorities_too_large import CHECK
from tests.validators.making import applies, findings
from tests.validators.peer.asked import of_peer


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (32_750, []),
        (32_751, [("transfer-cft", Severity.WARNING)]),
        (32_768, [("transfer-cft", Severity.WARNING)]),
        (32_769, [("java", Severity.ERROR)]),
    ],
)
def test_the_limits_of_transfer_cft_and_java(size: int, expected: list[tuple[str, Severity]]) -> None:
    handshake = PeerHandshake(COMPLETED, authorities=(), request_bytes=size)
    assert [(f.variant, f.severity) for f in findings(CHECK, of_peer(handshake))] == expected


def test_a_server_that_asks_for_no_certificate_is_not_looked_at() -> None:
    assert not applies(CHECK, of_peer())
