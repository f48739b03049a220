"""How GnuTLS behaves: one alert for a chain, and a key usage that is found when signing."""

from __future__ import annotations

import pytest

from chainaudit.planning.software.gnutls import SOFTWARE
from tests.planning.software.sides import MIDDLE, SERVER, STRANGER, verdict
from tests.validators.making import Made, end

TLS13 = True

ENCIPHERS = end("api.example.com", MIDDLE, key_usage=(2,))
AGREES = end("api.example.com", MIDDLE, key_usage=(4,))
ODD = end("api.example.com", MIDDLE, kind="P-224")


@pytest.mark.parametrize(
    ("chain", "side", "alert"),
    [
        ((SERVER,), "client", "bad_certificate"),
        ((STRANGER,), "server", "access_denied"),
        ((ENCIPHERS, MIDDLE), "client", "internal_error"),
    ],
)
def test_the_alert(chain: tuple, side: str, alert: str) -> None:
    said = verdict("gnutls-3.7", *chain, client=side == "server", host=None if side == "server" else "api.example.com")
    assert not said.accepted
    assert SOFTWARE.alert(said, side, TLS13) == alert


@pytest.mark.parametrize(
    ("own", "side", "tls13", "refused"),
    [
        (SERVER, "server", True, None),
        (ENCIPHERS, "server", True, "server"),
        (ENCIPHERS, "server", False, None),
        (AGREES, "server", False, "server"),
        (AGREES, "client", False, "client"),
        (AGREES, "client", True, None),
        (ODD, "server", True, "server"),
        (ODD, "server", False, None),
    ],
)
def test_a_key_that_may_not_sign(own: Made, side: str, tls13: bool, refused: str | None) -> None:
    assert SOFTWARE.unable
    found = SOFTWARE.unable((own.certificate,), side, tls13)
    assert (found[0] if found else None) == refused


@pytest.mark.parametrize(("tls13", "alert"), [(True, "certificate_required"), (False, "bad_certificate")])
def test_no_client_certificate_at_all(tls13: bool, alert: str) -> None:
    assert SOFTWARE.no_certificate(tls13) == alert
