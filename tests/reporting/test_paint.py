"""Colour and the taming of what strangers wrote."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.model.format import Layout
from chainaudit.reporting.paint import Paint, tamed


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("plain ✗ Ünïcode", "plain ✗ Ünïcode"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\nb\rc\td", "a\\x0ab\\x0dc\\x09d"),
        ("right\u202eleft", "right\\x202eleft"),
        ("\x9b31m", "\\x9b31m"),
    ],
)
def test_control_characters_are_written_out(line: str, shown: str) -> None:
    assert tamed(line) == shown


def test_our_own_colours_stay() -> None:
    paint = Paint(Layout(colour=True))
    for text in (paint.error("x"), paint.good("x"), paint.warning("x"), paint.strong("x"), paint.faint("x")):
        assert tamed(text, colour=True) == text
        assert text != "x"


def test_where_there_is_no_colour_ours_in_the_mouth_of_a_stranger_is_written_out() -> None:
    assert tamed("a\x1b[1;32mOK\x1b[0m") == "a\\x1b[1;32mOK\\x1b[0m"


def test_without_colour_nothing_is_added() -> None:
    paint = Paint(Layout(colour=False))
    assert [paint.by_severity(severity, "x") for severity in Severity] == ["x", "x", "x"]
