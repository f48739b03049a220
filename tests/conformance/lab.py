"""Real clients on small chains: what each profile predicts beside what the client answered.

A case is a folder with ``leaf.pem``, ``chain.pem`` (what the server sends after it), ``trust.pem`` and, in
``observed.json``, one answer a client. All are judged at one moment, for the host ``localhost``.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, Final

import chainaudit
from chainaudit.judging.judge import verdict_of
from tests.conformance.limbo import ders

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

MOMENT: Final = datetime(2026, 11, 21, 8, 46, 54, tzinfo=timezone.utc)
PROFILES: Final = {
    "java17": "java-17",
    "java25": "java-25",
    "go": "go-1.19",
    "gnutls": "gnutls-3.7",
    "curl": "curl",
    "python": "python-3.11",
    "node": "node",
}
"""The column of observed.json -> the profile that predicts it; runs of ``openssl verify`` have a suite of their own."""


def accepted(client: str, answer: str) -> bool:
    """Whether an answer means that the handshake was completed."""
    if client == "gnutls":
        return "is trusted" in answer and "Handshake was completed" in answer
    if client == "curl":
        return "(28)" in answer or answer == "OK"  # it waited for a response: the handshake was over
    return answer == "OK"


def question_of(folder: pathlib.Path) -> chainaudit.Question:
    """Ask what the client had to decide."""
    leaf, chain, trust = (
        [chainaudit.Certificate.read(der) for der in ders((folder / name).read_text())]
        for name in ("leaf.pem", "chain.pem", "trust.pem")
    )
    return chainaudit.Question(
        chainaudit.Target(leaf[0], (leaf[0], *chain)),
        anchors=tuple(chainaudit.Anchor(c) for c in trust),
        moment=MOMENT,
        host=(chainaudit.reference_identifier("localhost"),),
    )


def run(document: dict[str, Any], base: pathlib.Path) -> Iterator[dict[str, Any]]:
    """Judge every case by every profile."""
    for name, observed in document.items():
        question = question_of(base / name)
        predicted = {}
        for client in observed.keys() & PROFILES.keys():
            verdict, _ = verdict_of(question, chainaudit.profile(PROFILES[client]), chainaudit.checks())
            predicted[client] = {
                "verdict": "accept" if verdict.accepted else "reject",
                "words": [reason.words for reason in verdict.reasons],
                "numbers": [reason.number for reason in verdict.reasons],
            }
        yield {"id": name, "predicted": predicted}


def summary(document: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """Count the cells that agree, and name those that do not."""
    told: list[str] = []
    scores: dict[str, Counter[bool]] = {}
    for row in rows:
        for client, predicted in sorted(row["predicted"].items()):
            answer = document[row["id"]][client]
            agrees = (predicted["verdict"] == "accept") == accepted(client, answer)
            scores.setdefault(client, Counter())[agrees] += 1
            if not agrees:
                told.append(f"{row['id']}: {client} answered {answer[:120]}; predicted {predicted}")
    told.extend(f"{client}: {score[True]} of {score.total()}" for client, score in scores.items())
    return "\n".join(told)
