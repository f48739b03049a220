"""Parties and links as they are described in options and in TOML, and what makes no sense in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from chainaudit.app.rehearse import link, links_of, party, rehearse, software
from chainaudit.errors import UsageError
from chainaudit.model.rehearsal import NONE, OPTIONAL, REQUIRED, Party
from tests.forge import MOMENT, intermediate, issue, root

if TYPE_CHECKING:
    from pathlib import Path

ROOT = root()
MIDDLE = intermediate(ROOT)
SERVER = issue(MIDDLE, names=("api.example.com",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A server's identity in clear and with a password, and what its clients trust."""
    chain = SERVER.pem + MIDDLE.pem
    for name, sealing in (("server", NoEncryption()), ("sealed", BestAvailableEncryption(b"secret"))):
        key = SERVER.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing)
        (tmp_path / f"{name}.pem").write_bytes(key + chain)
    (tmp_path / "chain.pem").write_bytes(chain)
    (tmp_path / "root.pem").write_bytes(ROOT.pem)
    (tmp_path / "empty.pem").write_bytes(SERVER.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return tmp_path


def document(folder: Path, *, host: str = "api.example.com") -> str:
    return f"""
[party.gateway]
software = "openssl"
store = "{folder}/server.pem"

[party.partner]
software = "java-17"
truststore = ["{folder}/root.pem"]

[[link]]
client = "partner"
server = "gateway"
host = "{host}"

[[link]]
name = "old"
client = "partner"
server = "gateway"
tls = "1.2"
"""


def test_a_file_of_links_is_played(folder: Path) -> None:
    links = links_of(document(folder), "links.toml")
    assert [(one.name, one.tls13, one.client_authentication) for one in links] == [
        ("link 1", True, NONE),
        ("old", False, NONE),
    ]
    assert [played.accepted for played in rehearse(links, at=MOMENT)] == [True, True]
    (played, _) = rehearse(links_of(document(folder, host="b.example"), "links.toml"), at=MOMENT)
    assert (played.accepted, played.refused_by) == (False, "client")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[party", "links.toml is no TOML"),
        ("", "there is no [[link]]"),
        ("[[link]]\nclient = 'a'\nserver = 'b'", "there is no [party.a]"),
        ("[party.a]\nstor = 'x'", "'stor' is not known; known are"),
        ("[party.a]\nsoftware = 'papyrus'", "papyrus"),
        ("[party.a]\n[[link]]\nclient = 'a'\nserver = 'a'\nhosts = 'x'", "'hosts' is not known"),
        ("[party.a]\n[[link]]\nclient = 'a'\nserver = 'a'\ntls = '1.1'", "tls is 1.2 or 1.3"),
        (
            "[party.a]\n[[link]]\nclient = 'a'\nserver = 'a'\nclient-authentication = 'maybe'",
            "required, optional, none",
        ),
    ],
)
def test_what_makes_no_sense_in_a_file_is_said(text: str, words: str) -> None:
    with pytest.raises(UsageError) as refused:
        links_of(text, "links.toml")
    assert words in str(refused.value)


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
def test_what_cannot_be_a_party_is_said_and_no_password(described: dict[str, Any], words: str, folder: Path) -> None:
    filled = {
        key: [one.format(folder) for one in value] if isinstance(value, list) else value.format(folder)
        for key, value in described.items()
    }
    with pytest.raises(UsageError) as refused:
        party("the server", filled)
    assert str(refused.value).startswith("the server: ") or words == "given by its source"
    assert words in str(refused.value)
    assert "wrong" not in str(refused.value)
    assert "changeit" not in str(refused.value)


def test_a_password_opens_the_key(folder: Path) -> None:
    found = party("the server", {"store": f"{folder}/sealed.pem", "password": "pass:secret"})
    assert found.identity is not None
    assert [entry.private_key is not None for entry in found.identity.entries] == [True]


def test_a_saved_chain_stands_for_a_side(folder: Path) -> None:
    found = party("partner", {"chain": f"{folder}/chain.pem"})
    assert found.chain == (SERVER.certificate, MIDDLE.certificate)
    assert found.identity is None


@pytest.mark.parametrize(
    ("trusts", "wanted", "expected"),
    [(False, None, NONE), (True, None, REQUIRED), (True, "optional", OPTIONAL), (True, "none", NONE)],
)
def test_a_server_that_trusts_somebody_asks(trusts: bool, wanted: str | None, expected: str, folder: Path) -> None:
    server = party("the server", {"truststore": f"{folder}/root.pem"} if trusts else {})
    assert link("x", Party("c", "openssl"), server, {"client-authentication": wanted}).client_authentication == expected


@pytest.mark.parametrize(
    ("profile", "name"),
    [("java-17", "java-17"), ("java-25", "java"), ("openssl-1.1.1", "openssl"), ("go-1.19", "go-1.19")],
)
def test_the_longest_beginning_names_the_software(profile: str, name: str) -> None:
    assert software(profile).name == name


def test_software_that_nobody_watched() -> None:
    with pytest.raises(UsageError, match="nothing is known of how 'papyrus' behaves"):
        software("papyrus")
