"""BetterTLS: path building and name constraints, all as expected, and every observed verifier predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance import __main__ as conformance
from tests.conformance import limbo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def document(testdata: Path) -> Any:
    return conformance.load(testdata / "conformance" / "bettertls.json.gz")


@pytest.fixture(scope="module")
def rows(document: Any, testdata: Path) -> list[dict[str, Any]]:
    return list(limbo.run(document, testdata))


def test_every_case_is_judged_as_expected(document: Any, rows: list[dict[str, Any]]) -> None:
    expected = {case["id"]: case["expected_result"] == "SUCCESS" for case in document["testcases"]}
    assert [row for row in rows if (row["verdict"] == "accept") is not expected[row["id"]]] == []
    assert {case["id"].split("::")[1] for case in document["testcases"]} == {"nameconstraints", "pathbuilding"}


@pytest.mark.parametrize("verifier", ["java-17", "go-1.27", "pyca-50"])
def test_verifiers_are_predicted(document: Any, rows: list[dict[str, Any]], verifier: str) -> None:
    observed = {case["id"]: case["observed"][verifier] == "SUCCESS" for case in document["testcases"]}
    wrong = [r["id"] for r in rows if (r["predicted"][verifier]["verdict"] == "accept") is not observed[r["id"]]]
    assert wrong == []
