"""One JSON document: what is mentioned is there, what is asked for by scripts has its name, and nothing is secret."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

import chainaudit
from chainaudit import Passwords

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def document(testdata: Path) -> dict[str, Any]:
    report = chainaudit.verify(
        str(testdata / "demo" / "gateway.jks"),
        host="api.example.com",
        truststores=[str(testdata / "demo" / "partners.pem")],
        profiles=["recommended", "transfer-cft-3.2"],
        passwords=Passwords("changeit"),
        at=MOMENT,
    )
    loaded: dict[str, Any] = json.loads(chainaudit.render(report, "json"))
    return loaded


def test_the_head_says_schema_and_moment(document: dict[str, Any]) -> None:
    assert (document["schema"], document["moment"]) == ("chainaudit/1", "2026-11-21T12:00:00Z")


def test_every_target_has_a_verdict_of_every_profile(document: dict[str, Any]) -> None:
    verdicts = {(verdict["alias"], verdict["profile"]): verdict["accepted"] for verdict in document["verdicts"]}
    assert verdicts == {
        ("api", "recommended"): False,
        ("api", "transfer-cft-3.2"): False,
        ("api-old", "recommended"): False,
        ("api-old", "transfer-cft-3.2"): False,
    }


def test_every_fingerprint_that_is_mentioned_is_described(document: dict[str, Any]) -> None:
    mentioned = {
        *(fingerprint for path in document["paths"] for fingerprint in path["certificates"]),
        *(fingerprint for verdict in document["verdicts"] for fingerprint in verdict["path"]),
        *(verdict["target"] for verdict in document["verdicts"]),
        *(refusal["candidate"] for refusal in document["refused"]),
        *(finding["location"]["certificate"] for finding in document["findings"]),
        *(f for entry in document["stores"][0]["entries"] for f in entry["certificates"]),
    } - {None}
    assert mentioned
    assert mentioned <= set(document["certificates"])


def test_a_path_runs_from_the_target_to_the_anchor(document: dict[str, Any]) -> None:
    (path,) = (p for p in document["paths"] if p["anchor"] is not None)
    names = [document["certificates"][fingerprint]["subject"] for fingerprint in path["certificates"]]
    assert [name.split(",")[0] for name in names] == [
        "CN=api.example.com",
        "CN=Gateway Issuing CA",
        "CN=Gateway Root CA",
    ]
    assert path["anchor"]["certificate"] == path["certificates"][-1]
    assert path["target"] == path["certificates"][0]


def test_findings_of_the_two_entries(document: dict[str, Any]) -> None:
    found = {(f["check"], f["severity"], f["location"]["alias"]) for f in document["findings"]}
    assert {
        ("path.incomplete", "error", "api"),
        ("validity.expired", "error", "api-old"),
        ("keys.weak", "error", "api-old"),
    } <= found
    for finding in document["findings"]:
        assert document["outcomes"][finding["check"]] == "found"
        assert finding["cites"]
        assert finding["remedy"]


def test_stores_say_what_was_verified(document: dict[str, Any]) -> None:
    store = document["stores"][0]
    assert (store["format"], store["integrity"], store["error"]) == ("JKS", "verified", None)
    assert {entry["alias"]: entry["key_matches_certificate"] for entry in store["entries"]} == {
        "api": True,
        "api-old": True,
    }


def test_no_password_is_in_it(document: dict[str, Any]) -> None:
    assert "changeit" not in json.dumps(document)
