"""OpenSSL's own tests of its program, answered by ours: same exit code, same errors at the same depths."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.openssl_verify import run, summary

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    folder: Path = request.config.rootpath / "testdata" / "conformance" / "openssl"
    return list(run(json.loads((folder / "openssl_verify.json").read_text()), folder))


def test_every_exit_code_is_openssls(rows: list[dict[str, Any]]) -> None:
    assert len(rows) > 100
    assert [row["id"] for row in rows if row["exit"] != row["expected"]["exit"]] == []


def test_the_errors_and_their_depths_are_openssls(rows: list[dict[str, Any]]) -> None:
    differ = [row["id"] for row in rows if row["errors"] != row["expected"]["errors"]]
    assert len(differ) <= 0.03 * len(rows), differ


def test_the_summary_counts(rows: list[dict[str, Any]]) -> None:
    assert f"exit code {len(rows)} of {len(rows)}" in summary({}, rows)
