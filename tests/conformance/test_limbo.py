"""x509-limbo: every case as expected, and every observed verifier predicted, each in bounded time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance import __main__ as conformance
from tests.conformance import limbo
from tests.effort import PATIENCE_SECONDS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def document(testdata: Path) -> Any:
    return conformance.load(testdata / "conformance" / "limbo.json.gz")


@pytest.fixture(scope="module")
def rows(document: Any, testdata: Path) -> list[dict[str, Any]]:
    return list(limbo.run(document, testdata))


def test_every_case_is_judged_as_expected(document: Any, rows: list[dict[str, Any]]) -> None:
    expected = {case["id"]: case["expected_result"] == "SUCCESS" for case in document["testcases"]}
    assert [row for row in rows if (row["verdict"] == "accept") is not expected[row["id"]]] == []
    assert len(rows) == len(expected) > 100


def test_what_is_refused_is_refused_for_a_reason(rows: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in rows if row["verdict"] == "reject" and not row["findings"]] == []


def test_costly_cases_end(document: Any, rows: list[dict[str, Any]]) -> None:
    costly = {case["id"] for case in document["testcases"] if "denial-of-service" in case["features"]}
    assert [row for row in rows if row["id"] in costly and row["seconds"] > PATIENCE_SECONDS] == []
    assert costly


@pytest.mark.parametrize("verifier", ["java-17", "go-1.27", "pyca-50"])
def test_verifiers_are_predicted(document: Any, rows: list[dict[str, Any]], verifier: str) -> None:
    observed = {case["id"]: case["observed"][verifier]["result"] for case in document["testcases"]}
    asked = [row for row in rows if observed[row["id"]] in ("SUCCESS", "FAILURE")]
    wrong = [
        row["id"]
        for row in asked
        if (row["predicted"][verifier]["verdict"] == "accept") != (observed[row["id"]] == "SUCCESS")
    ]
    assert wrong == []
    assert len(asked) > 100


@pytest.mark.parametrize(
    "change",
    [
        {"peer_certificate": "-----BEGIN CERTIFICATE-----\nanVuaw==\n-----END CERTIFICATE-----\n"},
        {"expected_peer_name": {"kind": "DNS", "value": "no name"}},
    ],
)
def test_what_cannot_be_asked_is_refused_and_no_crash(document: Any, change: dict[str, Any]) -> None:
    case = next(c for c in document["testcases"] if c["expected_result"] == "SUCCESS" and c["expected_peer_name"])
    row = limbo.judge({**case, **change})
    assert (row["verdict"], bool(row["undetermined"])) == ("reject", True)
    assert {told["verdict"] for told in row["predicted"].values()} == {"reject"}


def test_candidates_that_are_no_certificates_are_left_out(document: Any) -> None:
    case = next(c for c in document["testcases"] if c["expected_result"] == "SUCCESS")
    junk = "-----BEGIN CERTIFICATE-----\nanVuaw==\n-----END CERTIFICATE-----\n"
    more = {k: [junk, *case[k]] for k in ("untrusted_intermediates", "trusted_certs")}
    assert limbo.judge({**case, **more})["verdict"] == limbo.judge(case)["verdict"]


def test_the_summary_counts_and_names_what_differs(document: Any, rows: list[dict[str, Any]]) -> None:
    told = limbo.summary(document, rows)
    assert (
        f"predicted pyca-50: {sum(c['observed']['pyca-50']['result'] != 'SKIPPED' for c in document['testcases'])} of"
        in told
    )
    turned = [{**row, "verdict": "accept" if row["verdict"] == "reject" else "reject"} for row in rows[:1]]
    assert f"{rows[0]['id']}: {turned[0]['verdict']} where" in limbo.summary(document, turned)


def test_the_runner_is_a_program(testdata: Path, project: Path) -> None:
    command = [sys.executable, "-m", "tests.conformance", "limbo", str(testdata / "conformance" / "limbo.json.gz")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=project)
    assert done.stdout.count('"verdict"') > 100
    assert "rfc5280: " in done.stderr
