"""How Node.js behaves: it ends connections itself, without an alert."""

from __future__ import annotations

import pytest

from chainaudit.planning.software.node import SOFTWARE
from tests.planning.software.sides import SERVER, STRANGER, verdict

TLS13 = True


@pytest.mark.parametrize(("chain", "client"), [((SERVER,), False), ((STRANGER,), True)])
def test_nothing_is_said_of_a_chain(chain: tuple, client: bool) -> None:
    said = verdict("node-20", *chain, client=client)
    assert not said.accepted
    assert SOFTWARE.alert(said, "server" if client else "client", TLS13) is None
    assert "closes the connection" in SOFTWARE.manner["server" if client else "client"]


@pytest.mark.parametrize(("tls13", "alert"), [(True, "certificate_required"), (False, "handshake_failure")])
def test_no_client_certificate_at_all(tls13: bool, alert: str) -> None:
    assert SOFTWARE.no_certificate(tls13) == alert
