"""How Go 1.19 behaves: one alert for everything, and no key that it does not know."""

from __future__ import annotations

import pytest

from chainaudit.app.rehearse import software
from chainaudit.model.store import Entry, EntryKind, PrivateKey
from chainaudit.planning.software.go_1_19 import SOFTWARE
from tests.planning.software.sides import CLIENT, MIDDLE, SERVER, STRANGER, entry, verdict
from tests.validators.making import end

CURIOUS = end("api.example.com", MIDDLE, kind="Ed448")


@pytest.mark.parametrize("tls13", [True, False])
@pytest.mark.parametrize(("chain", "side"), [((SERVER,), "client"), ((STRANGER,), "server")])
def test_the_alert(chain: tuple, side: str, tls13: bool) -> None:
    said = verdict("go-1.19", *chain, client=side == "server")
    assert not said.accepted
    assert SOFTWARE.alert(said, side, tls13) == "bad_certificate"
    assert SOFTWARE.no_certificate(tls13) == "bad_certificate"


def test_keys_that_cannot_be_used() -> None:
    assert SOFTWARE.key_fault(entry(SERVER, MIDDLE)) is None
    assert SOFTWARE.key_fault(entry(SERVER, key=CLIENT)) is not None
    key = PrivateKey(b"", "Ed448", 448, CURIOUS.certificate.public_key)
    unknown = Entry(EntryKind.PRIVATE_KEY, certificates=(CURIOUS.certificate,), has_private_key=True, private_key=key)
    assert "Go does not know" in (SOFTWARE.key_fault(unknown) or "")


def test_which_go_is_which() -> None:
    assert [software(name).name for name in ("go", "go-1.27", "go-1.19")] == ["go", "go", "go-1.19"]
