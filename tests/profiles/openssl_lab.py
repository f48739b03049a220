"""The small chains of testdata/conformance/lab.json.gz, with what programs on OpenSSL answered, and our predictions."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import chainaudit
from chainaudit.judging.judge import verdict_of
from tests.conformance.__main__ import load
from tests.conformance.lab import MOMENT, accepted
from tests.conformance.limbo import ders
from tests.conftest import ROOT


class Cell(NamedTuple):
    """One case, what the program answered, and what was predicted."""

    case: str
    answer: str
    accepted: bool
    predicted: bool
    words: tuple[str, ...]
    numbers: tuple[int | None, ...]


@functools.cache
def cases() -> dict[str, Any]:
    """Return the cases by name: certificates as PEM and answers by program."""
    return load(ROOT / "testdata" / "conformance" / "lab.json.gz")  # type: ignore[no-any-return]


def question(case: dict[str, Any]) -> chainaudit.Question:
    """Ask what a client of the host localhost had to decide."""
    leaf, chain, trust = (
        [chainaudit.Certificate.read(d) for d in ders(case[part])] for part in ("leaf", "chain", "trust")
    )
    return chainaudit.Question(
        chainaudit.Target(leaf[0], (leaf[0], *chain)),
        anchors=tuple(chainaudit.Anchor(c) for c in trust),
        moment=MOMENT,
        host=(chainaudit.reference_identifier("localhost"),),
    )


def cells(program: str, profile: str) -> list[Cell]:
    """Return every case with the answer of a program and the prediction of a profile."""
    found = []
    for name, case in cases().items():
        verdict, _ = verdict_of(question(case), chainaudit.profile(profile), chainaudit.checks())
        answer = case["observed"][program]
        said = tuple(reason.words for reason in verdict.reasons)
        numbers = tuple(reason.number for reason in verdict.reasons)
        found.append(Cell(name, answer, accepted(program, answer), verdict.accepted, said, numbers))
    return found


def differences(program: str, profile: str) -> list[Cell]:
    """Return the cells in which verdict or first words are not the program's."""
    return [
        cell
        for cell in cells(program, profile)
        if cell.accepted is not cell.predicted or (cell.words and cell.words[0].lower() not in cell.answer.lower())
    ]
