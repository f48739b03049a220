"""Any result is told by one function, which knows what it is handed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chainaudit.app.rendering import render
from chainaudit.errors import UsageError
from chainaudit.model.diagnosis import DiagnosisReport
from chainaudit.model.rehearsal import Link, Party, Rehearsal
from chainaudit.model.report import Report
from chainaudit.model.store import Store

SIDE = Party("a", "openssl")
PLAYED = Rehearsal(Link("ours", SIDE, SIDE), steps=(), refused_by=None, alert=None, reasons=())
RESULTS: list[tuple[Any, str]] = [
    (Report(), "verdicts"),
    (DiagnosisReport((), ()), "diagnoses"),
    ((Store("a.jks", "JKS"),), "stores"),
    ([PLAYED], "rehearsals"),
]


@pytest.mark.parametrize(("result", "part"), RESULTS)
def test_each_kind_has_its_own_document(result: Any, part: str) -> None:
    document = json.loads(render(result, "json"))
    assert document["schema"] == "chainaudit/1"
    assert part in document
    assert render(result).endswith("\n")


@pytest.mark.parametrize(("result", "_part"), RESULTS)
def test_a_format_that_is_not_there(result: Any, _part: str) -> None:
    with pytest.raises(UsageError, match="'papyrus'"):
        render(result, "papyrus")


def test_colour_reaches_the_format() -> None:
    assert "\x1b[" in render([PLAYED], colour=True)
    assert "\x1b[" not in render([PLAYED])
