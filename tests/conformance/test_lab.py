"""Real clients on small chains: what the profiles say is what the clients did, in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance import __main__ as conformance
from tests.conformance import lab

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def document(testdata: Path) -> Any:
    return conformance.load(testdata / "conformance" / "lab.json.gz")


@pytest.fixture(scope="module")
def rows(document: Any, testdata: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    base = tmp_path_factory.mktemp("lab")
    for name, case in document.items():
        (base / name).mkdir()
        for part in ("leaf", "chain", "trust"):
            (base / name / f"{part}.pem").write_text(case[part])
    assert testdata.exists()
    return list(lab.run({name: case["observed"] for name, case in document.items()}, base))


def test_every_client_is_predicted_in_every_case(document: Any, rows: list[dict[str, Any]]) -> None:
    wrong = [
        (row["id"], client, predicted, document[row["id"]]["observed"][client])
        for row in rows
        for client, predicted in row["predicted"].items()
        if (predicted["verdict"] == "accept") is not lab.accepted(client, document[row["id"]]["observed"][client])
    ]
    assert wrong == []
    assert len(rows) == 39
    assert all(row["predicted"].keys() == lab.PROFILES.keys() for row in rows)


def test_java_says_it_in_these_words(document: Any, rows: list[dict[str, Any]]) -> None:
    compared = 0
    for row in rows:
        for client in ("java17", "java25"):
            said = row["predicted"][client]["words"]
            observed = document[row["id"]]["observed"][client].removeprefix("SSLHandshakeException: ")
            if said and "Received fatal alert" not in observed:  # else the server refused the handshake first
                compared += 1
                assert observed.startswith(said[0]), row["id"]
    assert compared > 30


def test_go_says_it_in_these_words(document: Any, rows: list[dict[str, Any]]) -> None:
    compared = 0
    for row in rows:
        observed = document[row["id"]]["observed"]["go"]
        said = [words.partition("{")[0][:48] for words in row["predicted"]["go"]["words"]]
        if said:
            compared += 1
            assert any(observed.startswith(words) for words in said), row["id"]
    assert compared > 15
