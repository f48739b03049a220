"""How curl behaves: the alerts of OpenSSL, but none for a name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.planning.software.curl import SOFTWARE
from tests.planning.software.sides import CLIENT, MIDDLE, SERVER, entry, verdict
from tests.validators.making import MOMENT, end

TLS13 = True

EXPIRED = end("api.example.com", MIDDLE, end=MOMENT - timedelta(days=1))
OTHER_NAME = end("b.example", MIDDLE)


@pytest.mark.parametrize(
    ("chain", "alert"),
    [((SERVER,), "unknown_ca"), ((EXPIRED, MIDDLE), "certificate_expired"), ((OTHER_NAME, MIDDLE), None)],
)
def test_the_alert_of_a_client(chain: tuple, alert: str | None) -> None:
    said = verdict("curl", *chain)
    assert not said.accepted
    assert SOFTWARE.alert(said, "client", TLS13) == alert


def test_keys_that_cannot_be_used() -> None:
    assert SOFTWARE.key_fault(entry(SERVER, MIDDLE)) is None
    assert SOFTWARE.key_fault(entry(SERVER, key=CLIENT)) is not None
