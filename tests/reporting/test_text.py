"""Text for a terminal: the verdict first, what is wrong where it is wrong, no line of a stranger's choosing."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit import Passwords

if TYPE_CHECKING:
    from pathlib import Path

    from chainaudit import Report

MOMENT = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def report(testdata: Path) -> Report:
    return chainaudit.verify(
        str(testdata / "demo" / "gateway.jks"),
        alias="api",
        host="api.example.com",
        truststores=[str(testdata / "demo" / "partners.pem")],
        passwords=Passwords("changeit"),
        at=MOMENT,
    )


def test_the_verdict_comes_first_then_the_chain_then_findings(report: Report) -> None:
    text = chainaudit.render(report, "text")
    places = [text.index(part) for part in ("REJECTED", "missing: CN=Gateway Issuing CA", "Errors (1)", "1 error")]
    assert places == sorted(places)
    assert text.startswith("REJECTED")


def test_a_finding_stands_at_its_certificate_and_again_with_its_remedy(testdata: Path) -> None:
    old = chainaudit.verify(
        str(testdata / "demo" / "gateway.jks"),
        alias="api-old",
        host="api.example.com",
        truststores=[str(testdata / "demo" / "partners.pem")],
        passwords=Passwords("changeit"),
        at=MOMENT,
    )
    lines = chainaudit.render(old, "text").splitlines()
    target = next(number for number, line in enumerate(lines) if line.startswith("  CN=api.example.com"))
    issuer = next(number for number, line in enumerate(lines) if "CN=Gateway Issuing CA" in line)
    assert any("validity.expired" in line for line in lines[target:issuer])
    assert any(line.startswith("  validity.expired  ") for line in lines[issuer:])
    assert any(line.startswith("    do:") for line in lines[issuer:])


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_prose_keeps_within_the_columns(report: Report, columns: int) -> None:
    lines = chainaudit.render(report, "text", columns=columns).splitlines()
    prose = [line for line in lines if re.match(r"    (found|expected|do|clause):", line)]
    assert prose
    assert all(len(line) <= columns for line in prose)


def test_colour_is_only_there_where_it_is_wanted(report: Report) -> None:
    plain, coloured = (chainaudit.render(report, "text", colour=colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_could_not_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.jks").write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 100)
    text = chainaudit.render(chainaudit.verify(str(tmp_path / "x.jks"), at=MOMENT), "text")
    assert f"COULD NOT READ {tmp_path / 'x.jks'}" in text
