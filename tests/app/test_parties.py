"""One side of a rehearsal as it is described, and what cannot be one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.parties import Place, party
from chainaudit.errors import UsageError
from tests.app.rehearsed import MIDDLE, SERVER

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("described", "words"),
    [
        ({"store": "{}/none.pem"}, "cannot be opened"),
        ({"store": "{}/sealed.pem"}, "Give it with --server-password"),
        ({"store": "{}/sealed.pem", "password": "pass:wrong"}, "does not open the private key"),
        ({"truststore": ["{}/none.pem"]}, "cannot be opened"),
        ({"chain": "{}/empty.pem"}, "holds no certificate"),
        ({"capture": "{}/chain.pem", "capture-side": "middle"}, "capture-side is client or server"),
        ({"store": "{}/server.pem", "password": "changeit"}, "given by its source"),
    ],
)
def test_what_cannot_be_a_party_is_said_and_no_password(
    described: dict[str, Any], words: str, server_folder: Path
) -> None:
    filled = {
        key: [one.format(server_folder) for one in value] if isinstance(value, list) else value.format(server_folder)
        for key, value in described.items()
    }
    with pytest.raises(UsageError) as refused:
        party("the server", filled)
    assert str(refused.value).startswith("the server: ") or words == "given by its source"
    assert words in str(refused.value)
    assert "wrong" not in str(refused.value)
    assert "changeit" not in str(refused.value)


def test_a_password_opens_the_key(server_folder: Path) -> None:
    found = party("the server", {"store": f"{server_folder}/sealed.pem", "password": "pass:secret"})
    assert found.identity is not None
    assert [entry.private_key is not None for entry in found.identity.entries] == [True]


def test_a_saved_chain_stands_for_a_side(server_folder: Path) -> None:
    found = party("partner", {"chain": f"{server_folder}/chain.pem"})
    assert found.chain == (SERVER.certificate, MIDDLE.certificate)
    assert found.identity is None


def test_keys_are_named_as_the_person_wrote_them() -> None:
    table, options = Place("a.toml: [party.a]"), Place("the client", "client")
    assert (table.key("store"), options.key("store")) == ("'store'", "--client-store")
    assert (options.key("key-password"), options.key("starttls")) == ("--client-key-password", "--starttls")
    assert str(table.error("'x' is empty")) == "a.toml: [party.a]: 'x' is empty"


def test_passwords_of_truststores_go_by_path(server_folder: Path) -> None:
    root = f"{server_folder}/root.pem"
    found = party("partner", {"truststore": [root], "truststore-password": [f"{root}=pass:x"]})
    assert found.truststores == (root,)
    assert found.anchors is not None
    assert len(found.anchors) == 1
    with pytest.raises(UsageError, match=r"'truststore-password' is for 'other\.jks', which is not given"):
        party("partner", {"truststore": root, "truststore-password": "other.jks=pass:x"})
