"""Parties and links as they stand in TOML, and what makes no sense in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chainaudit.app.links_file import LINK_KEYS, decoded, links_of
from chainaudit.app.parties import PARTY_KEYS
from chainaudit.app.rehearse import rehearse
from chainaudit.errors import UsageError
from chainaudit.model.rehearsal import NONE
from tests.forge import MOMENT


def document(server_folder: Path, *, host: str = "api.example.com") -> str:
    return f"""
[party.gateway]
software = "openssl"
store = "{server_folder}/server.pem"

[party.partner]
software = "java-17"
truststore = ["{server_folder}/root.pem"]

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


def test_a_file_of_links_is_played(server_folder: Path) -> None:
    links = links_of(document(server_folder), "links.toml")
    assert [(one.name, one.tls13, one.client_authentication) for one in links] == [
        ("link 1", True, NONE),
        ("old", False, NONE),
    ]
    assert [played.accepted for played in rehearse(links, at=MOMENT)] == [True, True]
    (played, _) = rehearse(links_of(document(server_folder, host="b.example"), "links.toml"), at=MOMENT)
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


def test_what_is_no_utf8_is_no_toml_and_a_mark_of_it_is_passed_over() -> None:
    assert decoded(b"\xef\xbb\xbf# ours", "links.toml") == "# ours"
    with pytest.raises(UsageError, match=r"links\.toml is no TOML: its byte 2 is not UTF-8"):
        decoded(b"#\xfc", "links.toml")


PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "gateway.md"


@pytest.mark.parametrize("key", [*PARTY_KEYS, *LINK_KEYS])
def test_every_key_stands_in_the_page(key: str) -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert any(f"`{key}`" in row.partition(" | ")[0] for row in rows)


def test_the_page_names_no_other_key_and_shows_the_file_that_it_plays(testdata: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = [line.partition(" | ")[0] for line in page.splitlines() if line.startswith("| `")]
    assert {key for row in rows for key in re.findall(r"`([\w-]+)`", row)} == {*PARTY_KEYS, *LINK_KEYS}
    shown = page.partition("```toml\n")[2].partition("```")[0]
    assert (testdata / "how_to" / "gateway" / "links.toml").read_text(encoding="utf-8").endswith(shown)
