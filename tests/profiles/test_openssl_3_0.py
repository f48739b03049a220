"""OpenSSL 3.0: the verdicts, numbers and depths that it printed on suites of others, and how its TLS client differs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import chainaudit
from chainaudit.app.openssl_verify.command import openssl_verify
from chainaudit.judging.judge import verdict_of
from tests.conformance import limbo
from tests.conformance.__main__ import load
from tests.conformance.lab import MOMENT
from tests.profiles.openssl_lab import cases, question

if TYPE_CHECKING:
    from pathlib import Path

_PRINTED = re.compile(r"error (\d+) at (\d+) depth")


def observed(document: Any) -> list[tuple[str, bool, bool]]:
    """Say for each case and profile whether verdict and first error agree."""
    rows = []
    for case in document["testcases"]:
        asked = limbo.question_of(case)
        for name, answer in case["observed"].items():
            if not name.startswith("openssl"):
                continue
            verdict, _ = verdict_of(asked, chainaudit.profile(name), chainaudit.checks())
            result = answer if isinstance(answer, str) else answer["result"]
            printed = None if isinstance(answer, str) else [(e["code"], e["depth"]) for e in answer["errors"]][:1]
            said = [(r.number, r.depth) for r in verdict.reasons][:1]
            rows.append((f"{case['id']} {name}", verdict.accepted == (result == "SUCCESS"), printed in (None, said)))
    return rows


@pytest.mark.parametrize("suite", ["limbo.json.gz", "bettertls.json.gz"])
def test_suites_of_others(suite: str, testdata: Path) -> None:
    rows = observed(load(testdata / "conformance" / suite))
    assert len(rows) > 200
    assert sum(not same for _, same, _ in rows) <= 0.01 * len(rows), [name for name, same, _ in rows if not same]
    assert sum(not same for _, _, same in rows) <= 0.03 * len(rows), [name for name, _, same in rows if not same]


@pytest.mark.parametrize(
    ("column", "options"),
    [
        ("ossl", []),
        ("ossl_srv_host", ["-purpose", "sslserver", "-verify_hostname", "localhost"]),
        ("ossl_l2", ["-purpose", "sslserver", "-auth_level", "2"]),
        ("ossl_strict", ["-purpose", "sslserver", "-x509_strict"]),
        ("ossl_partial", ["-purpose", "sslserver", "-partial_chain"]),
    ],
)
def test_every_line_that_it_printed_for_small_chains(column: str, options: list[str], tmp_path: Path) -> None:
    wrong = {}
    for name, case in cases().items():
        if column not in case["observed"]:
            continue
        for part in ("leaf", "chain", "trust"):
            (tmp_path / f"{part}.pem").write_text(case[part])
        given = ["-attime", str(int(MOMENT.timestamp())), "-CAfile", str(tmp_path / "trust.pem"), "-no-CApath"]
        given += ["-untrusted", str(tmp_path / "chain.pem")] if case["chain"].strip() else []
        answer = openssl_verify([*given, *options, str(tmp_path / "leaf.pem")])
        printed = [(int(code), int(depth)) for code, depth in _PRINTED.findall(case["observed"][column])]
        if answer.errors != printed:
            wrong[name] = (printed, answer.errors)
    assert wrong == {}


def test_a_tls_client_says_the_first_error_alone() -> None:
    """TLS ends at the first error, where the program goes on."""
    case = cases()["15_inter_caFALSE"]
    verdict, _ = verdict_of(question(case), chainaudit.profile("openssl-3.0"), chainaudit.checks())
    assert [(r.number, r.depth) for r in verdict.reasons] == [(79, 1)]
    assert json.dumps(verdict.reasons[0].words) == '"invalid CA certificate"'


def test_partial_chains_are_the_callers_choice() -> None:
    case = cases()["02_anchor_inter_only"]
    verdict, _ = verdict_of(question(case), chainaudit.profile("openssl-3.0"), chainaudit.checks())
    assert [(r.number, r.depth) for r in verdict.reasons] == [(2, 1)]
    partial, _ = verdict_of(question(case), chainaudit.profile("openssl-3.0-level2"), chainaudit.checks())
    assert partial.accepted


@pytest.mark.parametrize(
    ("name", "accepted"), [("openssl-3.0-default", True), ("openssl-3.0-level2", False), ("openssl-3.0", False)]
)
def test_levels(name: str, *, accepted: bool) -> None:
    verdict, _ = verdict_of(question(cases()["11_sha1_leaf"]), chainaudit.profile(name), chainaudit.checks())
    assert verdict.accepted is accepted
