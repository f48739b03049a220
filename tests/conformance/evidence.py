"""Scores ``diagnose`` on real evidence: every capture, client log and server log alone, against what is true of it.

    python -m tests.conformance.evidence [DIR]

DIR holds ``cases/*/truth.json`` and ``excerpts/truth.json``; by default ``evidence`` in ``$CHAINAUDIT_SHARED`` or
``../shared``. Exit code 0 where every goal is reached, 1 where one is missed, 2 where there is no such folder.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

from chainaudit.app.diagnosis.diagnose import diagnose
from chainaudit.app.diagnosis.evidence_files import read_keylog
from chainaudit.reporting.diagnosis_document import diagnosis_document

GOALS: Final = {"captures": 1.0, "client logs": 0.95, "server logs": 0.90, "connections": 1.0, "excerpts": 1.0}
TIDY_CAUSES: Final = frozenset(("ok", "chain_contains_root", "chain_wrong_order", "cn_only_no_san"))
"""Cases in which no handshake fails: no cause may be named."""


class Score:
    """Counts right and wrong by rule, and keeps what was wrong."""

    def __init__(self) -> None:
        self.right: dict[str, int] = {}
        self.total: dict[str, int] = {}
        self.wrong: list[str] = []

    def add(self, rule: str, *, right: bool, what: str) -> None:
        self.total[rule] = self.total.get(rule, 0) + 1
        self.right[rule] = self.right.get(rule, 0) + right
        if not right:
            self.wrong.append(f"{rule}: {what}")

    def share(self, rule: str) -> float:
        return self.right.get(rule, 0) / self.total[rule] if self.total.get(rule) else 1.0


def documents(path: Path, keylog: Path | None = None) -> list[dict[str, Any]]:
    report = diagnose([str(path)], keylog=read_keylog(str(keylog)) if keylog else None)
    return list(diagnosis_document(report)["diagnoses"])


def score_case(case: Path, score: Score) -> None:
    truth = json.loads((case / "truth.json").read_text())
    name, wanted = truth["case"], truth["cause"]
    capture = case / truth["capture"]
    found = documents(capture)
    causes = [each["cause"] for each in found]
    if wanted in TIDY_CAUSES:
        score.add("captures", right=not any(causes), what=f"{name}: healthy, got {causes}")
    elif is_shown(truth):
        score.add("captures", right=wanted in causes, what=f"{name}: wanted {wanted}, got {causes}")
    keylog = case / "keylog.txt"
    for key, secrets in (("connections", keylog if keylog.exists() else None), ("connections_without_keylog", None)):
        if key in truth:
            compare_connections(name, documents(capture, secrets), truth, key, score)
    for client in truth["clients"]:
        score_log(case / client["log"], wanted if client["exit"] else "ok", "client logs", score)
    server = case / "server.log"
    if server.exists() and server.stat().st_size:
        score_log(server, wanted, "server logs", score)


def is_shown(truth: dict[str, Any]) -> bool:
    """Whether the wire shows the cause: a key that is missing looks like a certificate that is."""
    return str(truth["cause"]) != "client_key_missing"


def score_log(path: Path, wanted: str, rule: str, score: Score) -> None:
    causes = [each["cause"] for each in documents(path)]
    right = not any(causes) if wanted in TIDY_CAUSES else wanted in causes
    score.add(rule, right=right, what=f"{path.parent.name}/{path.name}: wanted {wanted}, got {causes}")


def compare_connections(name: str, found: list[dict[str, Any]], truth: dict[str, Any], key: str, score: Score) -> None:
    wanted = truth[key]
    if len(found) != len(wanted):
        score.add("connections", right=False, what=f"{name}: {len(found)} connections, not {len(wanted)}")
    for number, (one, true) in enumerate(zip(found, wanted, strict=False)):
        for what, got, expected in facts(one, true, truth):
            score.add("connections", right=got == expected, what=f"{name} {number} {what}: {got}, not {expected}")


def facts(one: dict[str, Any], true: dict[str, Any], truth: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    rows = [
        ("server chain", one["presented"], true["server_chain_sha256"]),
        ("client chain", one["client_presented"], true["client_chain_sha256"]),
        ("alerts", one["alerts"], true["alerts"]),
        ("empty certificate", one["client_sent_empty_certificate"], bool(true.get("client_sent_empty_certificate"))),
        ("sequence", one["sequence"], true["sequence"]),
    ]
    hello = true.get("client_hello")
    if hello is not None and one["offered"] is not None:
        versions = hello["supported_versions"] or [hello["legacy_version"]]
        names = {"0x0304": "TLSv1.3", "0x0303": "TLSv1.2", "0x0302": "TLSv1.1", "0x0301": "TLSv1"}
        rows.append(("versions", one["offered"]["versions"], [names[version] for version in versions]))
        rows.append(("server name", one["offered"]["server_name"], hello.get("sni")))
    if true.get("certificate_request") and "..." not in truth["ca_list_dns_expected"]:
        rows.append(("authorities", one["requested_authorities"], truth["ca_list_dns_expected"]))
    return rows


def score_excerpts(folder: Path, score: Score) -> None:
    truth = json.loads((folder / "truth.json").read_text())
    for name, expected in truth.items():
        causes = [each["cause"] for each in documents(folder / f"{name}.txt")]
        wanted = [cause for cause in expected["causes"] if cause != "ok"]
        right = any(cause in wanted for cause in causes) if wanted else not any(causes)
        score.add("excerpts", right=right, what=f"{name}: wanted {wanted}, got {causes}")


def main(arguments: list[str]) -> int:
    shared = Path(os.environ.get("CHAINAUDIT_SHARED", "../shared"))
    folder = Path(arguments[0]) if arguments else shared / "evidence"
    if not (folder / "cases").is_dir():
        print(f"{folder} holds no cases: nothing was scored", file=sys.stderr)
        return 2
    score = Score()
    for truth in sorted((folder / "cases").glob("*/truth.json")):
        score_case(truth.parent, score)
    if (folder / "excerpts" / "truth.json").exists():
        score_excerpts(folder / "excerpts", score)
    for line in score.wrong:
        print(line[:300])
    missed = False
    for rule, goal in GOALS.items():
        share = score.share(rule)
        missed = missed or share < goal
        print(f"{rule:12} {score.right.get(rule, 0):4}/{score.total.get(rule, 0):<4} {share:7.1%}  goal {goal:.0%}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
