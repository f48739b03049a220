"""Runs of `openssl verify` out of OpenSSL's own tests, answered by `chainaudit openssl-verify`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chainaudit.app.openssl_verify.command import openssl_verify

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(document: dict[str, Any], base: Path) -> Iterator[dict[str, Any]]:
    """Yield one row a case: what we answer, and for the summary what OpenSSL printed."""
    before = Path.cwd()
    os.chdir(base)
    try:
        for case in document["cases"]:
            yield _row(case, base)
    finally:
        os.chdir(before)


def _row(case: dict[str, Any], base: Path) -> dict[str, Any]:
    certificates = str((base / "openssl_certs").resolve())
    arguments = [word.replace("/CERTS", certificates) if word.startswith("file:") else word for word in case["argv"]]
    started = time.perf_counter()
    answer = openssl_verify(arguments[1:])
    seconds = time.perf_counter() - started
    findings = sorted({r.finding.check for v in answer.verdicts for r in v.reasons if r.finding is not None})
    return {
        "id": case["id"],
        "verdict": "accept" if answer.code == 0 else "reject",
        "findings": findings,
        "seconds": round(seconds, 6),
        "exit": answer.code,
        "errors": [list(error) for error in answer.errors],
        "expected": {
            "exit": case["openssl_exit"],
            "errors": [[e["code"], e["depth"]] for e in case["openssl_errors"]],
        },
    }


def summary(document: dict[str, Any], rows: list[dict[str, Any]]) -> str:  # noqa: ARG001 - the suites' interface
    """Count where exit code, first error and list of errors are OpenSSL's, and name what differs."""
    told = [
        f"{row['id']}: exit {row['exit']}, {row['errors']} where OpenSSL says {row['expected']}"
        for row in rows
        if (row["exit"], row["errors"]) != (row["expected"]["exit"], row["expected"]["errors"])
    ]
    codes = sum(row["exit"] == row["expected"]["exit"] for row in rows)
    lists = sum(row["errors"] == row["expected"]["errors"] for row in rows)
    told.append(f"exit code {codes} of {len(rows)}, list of (code, depth) {lists} of {len(rows)}")
    return "\n".join(told)
