"""What is written reaches a file, a pipe or a terminal whole, and does nothing there but stand."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.cli.output import DEFAULT_COLUMNS, is_terminal, layout, write_report, write_text
from chainaudit.errors import UsageError
from chainaudit.model.report import Report

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "a\x1b[2Jb\x00c\x9bd\u202ee\u2028f\rg\tok\n"
TAMED = "a\\u001b[2Jb\\u0000c\\u009bd\\u202ee\\u2028f\\u000dg\tok\n"


class Terminal(io.TextIOWrapper):
    """Stands for standard output."""

    def __init__(self, encoding: str, *, tty: bool) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    @property
    def shown(self) -> str:
        self.flush()
        octets: bytes = self.buffer.getvalue()  # type: ignore[attr-defined]
        return octets.decode(self.encoding)


def show(monkeypatch: pytest.MonkeyPatch, encoding: str = "utf-8", *, tty: bool = False) -> Terminal:
    stream = Terminal(encoding, tty=tty)
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


@pytest.mark.parametrize("tty", [False, True])
def test_control_characters_of_strangers_are_written_out(tty: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    stream = show(monkeypatch, tty=tty)
    write_text(HOSTILE, None)
    assert stream.shown == TAMED


def test_in_a_file_too(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    write_text(HOSTILE + "\ud800", str(target))
    assert target.read_text(encoding="utf-8") == TAMED + "\\ud800"


def test_json_stays_the_same_document(tmp_path: Path) -> None:
    said = {"subject": HOSTILE}
    target = tmp_path / "report.json"
    write_text(json.dumps(said, ensure_ascii=False), str(target))
    assert json.loads(target.read_text(encoding="utf-8")) == said


@pytest.mark.parametrize(("no_color", "expected"), [(False, "\x1b[1mbold\x1b[0m"), (True, "\\u001b[1mbold\\u001b[0m")])
def test_our_colours_reach_a_terminal_that_wants_them(
    no_color: bool, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    if no_color:
        monkeypatch.setenv("NO_COLOR", "")
    else:
        monkeypatch.delenv("NO_COLOR", raising=False)
    stream = show(monkeypatch, tty=True)
    write_text("\x1b[1mbold\x1b[0m", None)
    assert stream.shown == expected


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_our_signs_is_shown_others(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = show(monkeypatch, encoding)
    write_text("└─ ✗ → 密", None)
    assert stream.shown == "`- x > \\u5bc6"


@pytest.mark.parametrize(
    ("asked", "expected"), [("64", 64), ("", DEFAULT_COLUMNS), ("0", DEFAULT_COLUMNS), ("-5", 100)]
)
def test_columns_are_those_that_were_asked_for(asked: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    show(monkeypatch)
    monkeypatch.setenv("COLUMNS", asked)
    assert layout(None).columns == expected
    assert layout("file").columns == DEFAULT_COLUMNS


def test_a_file_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    show(monkeypatch, tty=True)
    assert is_terminal(None)
    assert not is_terminal("report.txt")
    assert not layout("report.txt").colour


@pytest.mark.parametrize("target", ["none/report.txt", "."])
def test_a_place_that_cannot_be_written_is_said(target: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_text("x", str(tmp_path / target))


def test_a_report_is_written_in_its_format(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    write_report(Report(), "json", str(target))
    document: dict[str, Any] = json.loads(target.read_text())
    assert document["schema"] == "chainaudit/1"
    with pytest.raises(UsageError, match="papyrus"):
        write_report(Report(), "papyrus", str(target))
