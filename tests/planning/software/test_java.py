"""How Java 25 behaves: a client tells its reasons in every version, a server takes eight certificates."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.app.rehearse import software
from chainaudit.planning.software import java_17
from chainaudit.planning.software.java import SOFTWARE
from tests.planning.software.sides import MIDDLE, SERVER, verdict
from tests.validators.making import MOMENT, end

EXPIRED = end("api.example.com", MIDDLE, end=MOMENT - timedelta(days=1))


@pytest.mark.parametrize("tls13", [True, False])
@pytest.mark.parametrize(
    ("chain", "side", "alert"),
    [
        ((SERVER,), "client", "certificate_unknown"),
        ((EXPIRED, MIDDLE), "client", "certificate_expired"),
        ((EXPIRED, MIDDLE), "server", "certificate_unknown"),
    ],
)
def test_the_alert(chain: tuple, side: str, tls13: bool, alert: str) -> None:
    said = verdict("java-25", *chain)
    assert not said.accepted
    assert SOFTWARE.alert(said, side, tls13) == alert


@pytest.mark.parametrize(("tls13", "alert"), [(True, "certificate_required"), (False, "handshake_failure")])
def test_no_client_certificate_at_all(tls13: bool, alert: str) -> None:
    assert SOFTWARE.no_certificate(tls13) == alert


def test_fewer_certificates_are_taken_from_clients() -> None:
    assert SOFTWARE.limits.chain == {"client": 10, "server": 8}
    assert java_17.SOFTWARE.limits.chain == {"client": 10, "server": 10}


@pytest.mark.parametrize(("profile", "name"), [("java", "java"), ("java-25", "java"), ("java-21", "java-17")])
def test_which_java_is_which(profile: str, name: str) -> None:
    assert software(profile).name == name
