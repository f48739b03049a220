"""How Java behaves: what is sent, which key it takes, which entry a client picks, which alert it says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.planning.software.java_17 import SOFTWARE
from tests.planning.software.sides import (
    CLIENT,
    ELSEWHERE,
    MIDDLE,
    ROOT,
    SERVER,
    STRANGER,
    anchor,
    entry,
    file_of,
    verdict,
)  # fmt: skip
from tests.validators.making import MOMENT, end

EXPIRED = end("api.example.com", MIDDLE, end=MOMENT - timedelta(days=1))


def test_what_is_sent() -> None:
    one = entry(SERVER, MIDDLE, alias=None)
    as_stored, as_in_file = (SERVER, MIDDLE), (SERVER, ROOT, MIDDLE)
    sent = SOFTWARE.sends(file_of(one, *as_in_file), one)
    assert sent == tuple(made.certificate for made in as_stored)


def test_keys_that_cannot_be_used() -> None:
    assert SOFTWARE.key_fault(entry(SERVER, MIDDLE)) is None
    assert "no private key" in (SOFTWARE.key_fault(entry(SERVER, keyed=False)) or "")
    mismatched = SOFTWARE.key_fault(entry(SERVER, key=CLIENT))
    assert (mismatched is not None) is False


def test_the_list_of_authorities_names_each_trusted_subject_once() -> None:
    assert [str(name) for name in SOFTWARE.authorities(anchor(ROOT, ELSEWHERE, ROOT))] == ["CN=Root", "CN=Elsewhere"]


@pytest.mark.parametrize(
    ("listed", "picked"),
    [((), "stranger"), ((ROOT,), "client"), ((ELSEWHERE,), "stranger"), ((SERVER,), None)],
)
def test_which_entry_a_client_picks(listed: tuple, picked: str | None) -> None:
    entries = [entry(ELSEWHERE, keyed=False), entry(STRANGER, alias="stranger"), entry(CLIENT, MIDDLE, alias="client")]
    found = SOFTWARE.picks(entries, [one.certificate.subject for one in listed])
    assert (found.alias if found else None) == picked


@pytest.mark.parametrize("tls13", [True, False])
def test_no_client_certificate_at_all(tls13: bool) -> None:
    assert SOFTWARE.no_certificate(tls13) == "bad_certificate"


@pytest.mark.parametrize(
    ("chain", "tls13", "alert"),
    [
        ((SERVER,), True, "certificate_unknown"),
        ((EXPIRED, MIDDLE), True, "certificate_unknown"),
        ((EXPIRED, MIDDLE), False, "certificate_expired"),
        ((end("b.example", MIDDLE), MIDDLE), False, "certificate_unknown"),
    ],
)
def test_the_alert_of_a_client(chain: tuple, tls13: bool, alert: str) -> None:
    said = verdict("java-17", *chain)
    assert not said.accepted
    assert SOFTWARE.alert(said, "client", tls13) == alert
