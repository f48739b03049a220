from __future__ import annotations

import pytest

from chainaudit.evidence.rules.sealed import find
from chainaudit.evidence.view import View
from chainaudit.model.evidence import Connection

FLIGHT = (("server", 23), ("server", 126), ("server", 2591), ("server", 281), ("server", 69))
TICKETS = (("server", 1082), ("server", 1082))


@pytest.mark.parametrize(
    ("lengths", "cause"),
    [
        pytest.param((*FLIGHT, ("client", 19)), "server_cert_rejected", id="alert for Finished"),
        pytest.param((*FLIGHT, ("client", 25), ("client", 69), ("server", 19)), "client_cert_missing", id="empty list"),
        pytest.param(
            (*FLIGHT, ("client", 41), ("server", 19), ("client", 85)), "client_cert_missing", id="empty, Java"
        ),
        pytest.param(
            (*FLIGHT, ("client", 805), ("client", 281), ("client", 69), ("server", 19)), "client_cert_rejected"
        ),
        pytest.param(
            (*FLIGHT, ("client", 858), ("client", 281), ("client", 69), *TICKETS, ("server", 19)), None, id="mTLS"
        ),
        pytest.param(
            (*FLIGHT, ("client", 69), *TICKETS, ("client", 96), ("server", 900), ("server", 19)), None, id="data"
        ),
        pytest.param((*FLIGHT, ("client", 69), ("client", 96), ("server", 19)), None, id="no certificate asked for"),
        pytest.param(
            (*FLIGHT, ("client", 897), ("client", 281), ("client", 69), ("server", 19), ("server", 19), ("client", 35)),
            "client_cert_rejected",
            id="GnuTLS server, alert and close_notify",
        ),
        pytest.param(
            (*FLIGHT, ("client", 897), ("client", 281), ("client", 69), ("client", 19), ("server", 19)),
            None,
            id="the client leaves first",
        ),
    ],
)
def test_lengths_seen_in_real_handshakes(lengths: tuple[tuple[str, int], ...], cause: str | None) -> None:
    connection = Connection()
    connection.unseen = ("certificates",)
    connection.sealed_lengths = lengths
    assert [vote.cause for vote in find(View(connection))] == ([cause] if cause else [])


def test_a_server_that_hangs_up_on_a_sealed_certificate() -> None:
    connection = Connection()
    connection.unseen = ("certificates",)
    connection.sealed_lengths = (*FLIGHT, ("client", 897), ("client", 281), ("client", 69), ("client", 19))
    assert list(find(View(connection))) == []
    connection.closings = (("server", "fin"), ("client", "fin"))
    assert [vote.cause for vote in find(View(connection))] == ["client_cert_rejected"]
    connection.closings = (("client", "fin"), ("server", "fin"))
    assert list(find(View(connection))) == []
