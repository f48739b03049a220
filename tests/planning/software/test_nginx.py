"""How nginx behaves: a client is refused in HTTP."""

from __future__ import annotations

import pytest

from chainaudit.planning.software.nginx import SOFTWARE
from tests.planning.software.sides import SERVER, STRANGER, verdict

TLS13 = True


@pytest.mark.parametrize("tls13", [True, False])
def test_a_client_is_refused_in_http(tls13: bool) -> None:
    said = verdict("nginx", STRANGER, client=True)
    assert not said.accepted
    assert SOFTWARE.alert(said, "server", tls13) is None
    assert SOFTWARE.no_certificate(tls13) is None
    assert "400" in SOFTWARE.manner["server"]


def test_towards_an_upstream_it_is_openssl() -> None:
    assert SOFTWARE.alert(verdict("nginx", SERVER), "client", TLS13) == "unknown_ca"
