"""Run every suite that lies in testdata and compare with others: ``python -m tests.conformance._scores [--write]``.

The others' scores are counted from what they answered to the very same cases; a case that a verifier cannot be asked
counts as skipped.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from tests.conformance import __main__ as conformance
from tests.conformance import lab, limbo, pkits
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE: Final = ROOT / "docs" / "explanation" / "conformance.md"
DATA: Final = ROOT / "testdata" / "conformance"
OWN: Final = "chainaudit"


def expected(case: dict[str, Any]) -> bool:
    """Whether a suite wants a case accepted."""
    return bool(case["expect"]) if "expect" in case else case["expected_result"] == "SUCCESS"


def rows_of(suite: Any, document: dict[str, Any], base: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Pair every case with what is said of it."""
    cases = {case["id"]: case for case in document.get("testcases", document.get("cases", ()))}
    for row in suite.run(document, base):
        yield cases[row["id"]], row


def scores() -> dict[str, dict[str, Counter[str]]]:
    """Count for each suite and each judge what agrees with the suite, what does not, and what was skipped."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for name, suite, file in (
        ("x509-limbo", limbo, DATA / "limbo.json.gz"),
        ("BetterTLS", limbo, DATA / "bettertls.json.gz"),
        ("NIST PKITS", pkits, DATA / "pkits" / "cases.json"),
    ):
        judges = found.setdefault(name, {})
        for case, row in rows_of(suite, conformance.load(file), file.parent):
            said = {OWN: "SUCCESS" if row["verdict"] == "accept" else "FAILURE"}
            for judge, answer in case.get("observed", {}).items():
                said[judge] = answer if isinstance(answer, str) else answer["result"]
                predicted = "SUCCESS" if row["predicted"][judge]["verdict"] == "accept" else "FAILURE"
                if said[judge] in ("SUCCESS", "FAILURE"):
                    judges.setdefault(f"prediction of {judge}", Counter())[_agree(said[judge] == predicted)] += 1
            for judge, answer in said.items():
                wanted = "SUCCESS" if expected(case) else "FAILURE"
                skipped = answer not in ("SUCCESS", "FAILURE")
                judges.setdefault(judge, Counter())["skipped" if skipped else _agree(answer == wanted)] += 1
    return found


def _agree(yes: bool) -> str:
    return "agree" if yes else "disagree"


def laboratory() -> dict[str, Counter[str]]:
    """Count in how many cases each client did what its profile says."""
    import tempfile
    from pathlib import Path

    document = conformance.load(DATA / "lab.json.gz")
    found: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, case in document.items():
            (Path(folder) / name).mkdir()
            for part in ("leaf", "chain", "trust"):
                (Path(folder) / name / f"{part}.pem").write_text(case[part])
        for row in lab.run({name: case["observed"] for name, case in document.items()}, Path(folder)):
            for client, predicted in row["predicted"].items():
                did = lab.accepted(client, document[row["id"]]["observed"][client])
                found.setdefault(client, Counter())[_agree(did is (predicted["verdict"] == "accept"))] += 1
    return found


def table(found: dict[str, dict[str, Counter[str]]], clients: dict[str, Counter[str]]) -> str:
    """Write the scores as Markdown: one table of judges, one of predictions."""
    lines = ["| Suite | Judge | agrees | disagrees | skipped |", "|---|---|---:|---:|---:|"]
    predicted = ["| Observed in | Verifier | predicted | not predicted |", "|---|---|---:|---:|"]
    for suite, judges in found.items():
        for judge, count in sorted(judges.items(), key=lambda item: (item[0] != OWN, item[0])):
            if judge.startswith("prediction of "):
                verifier = judge.removeprefix("prediction of ")
                predicted.append(f"| {suite} | {verifier} | {count['agree']} | {count['disagree']} |")
            else:
                shown = f"**{judge}**" if judge == OWN else judge
                lines.append(f"| {suite} | {shown} | {count['agree']} | {count['disagree']} | {count['skipped']} |")
    predicted.extend(
        f"| TLS connections | {client} | {count['agree']} | {count['disagree']} |"
        for client, count in sorted(clients.items())
    )
    return "\n".join([*lines, "", *predicted])


def main(arguments: Sequence[str]) -> int:
    """Count, print, and put the tables into the page where asked."""
    told = table(scores(), laboratory())
    print(told)
    if "--write" in arguments:
        page = PAGE.read_text()
        marked = f"<!-- scores -->\n{told}\n<!-- end scores -->"
        PAGE.write_text(re.sub(r"<!-- scores -->.*<!-- end scores -->", lambda _: marked, page, flags=re.DOTALL))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
