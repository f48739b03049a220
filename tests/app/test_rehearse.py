"""Links as they are described, and the software whose side is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.parties import party
from chainaudit.app.rehearse import link, software
from chainaudit.errors import UsageError
from chainaudit.model.rehearsal import NONE, OPTIONAL, REQUIRED, Party

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("trusts", "wanted", "expected"),
    [(False, None, NONE), (True, None, REQUIRED), (True, "optional", OPTIONAL), (True, "none", NONE)],
)
def test_a_server_that_trusts_somebody_asks(
    trusts: bool, wanted: str | None, expected: str, server_folder: Path
) -> None:
    server = party("the server", {"truststore": f"{server_folder}/root.pem"} if trusts else {})
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


@pytest.mark.parametrize(
    ("client", "server", "words"),
    [
        ("nginx", "openssl", "c cannot be the client: nginx is known as a server alone"),
        ("openssl", "curl", "s cannot be the server: curl is known as a client alone"),
    ],
)
def test_software_plays_the_sides_that_it_has(client: str, server: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        link("x", Party("c", client), Party("s", server), {})
