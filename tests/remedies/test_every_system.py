"""What holds for every system: it renders what it says it does, and a value never becomes more than a value."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from chainaudit.app import registry
from chainaudit.model.remedy import ACTION_KINDS, Action, System
from tests.remedies.hostile import (
    FREE,
    HOSTILE,
    VALUES,
    calls_of,
    commands_of,
    lines_of,
    marked,
    programs_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PARAMETERS = "transfer-cft"
WINDOWS = "windows"
OF_A_SHELL = [system for system in registry.systems() if system.name not in (PARAMETERS, WINDOWS)]


def name_of(system: System) -> str:
    return system.name


def told(system: System, value: str) -> str:
    """The argument that a program gets for a value: on one line, and in an address percent-encoded."""
    printable = "".join(char if char.isprintable() else " " for char in value)
    return quote(printable, safe="").replace("~", "%7E") if system.name == "apigee" else printable


def differences(system: System, folder: Path) -> list[str]:
    """The hostile values for which a shell does anything else than with harmless ones in their place."""
    harmless = {name: marked(name) for name in FREE}
    lines = commands_of(system, harmless)
    programs = programs_in(lines)
    calls, files = calls_of(lines, programs, folder / "harmless")
    assert calls or not lines
    found = []
    for number, value in enumerate(HOSTILE):

        def substituted(text: str, value: str = value) -> str:
            return re.sub(r"The\w+?Value", lambda _: told(system, value), text)

        expected = sorted([substituted(word) for word in call] for call in calls), sorted(map(substituted, files))
        seen = calls_of(commands_of(system, dict.fromkeys(FREE, value)), programs, folder / str(number))
        if seen != (expected[0], sorted(set(expected[1]))):
            found.append(value)
    return found


@pytest.mark.parametrize("system", registry.systems(), ids=name_of)
def test_what_the_system_has_no_words_for_gives_no_lines(system: System) -> None:
    for kind in ACTION_KINDS:
        assert bool(system.render(Action(kind))) == system.renders(kind)
    assert any(map(system.renders, ACTION_KINDS))


@pytest.mark.parametrize("system", registry.systems(), ids=name_of)
def test_every_line_is_one_line(system: System) -> None:
    for value in HOSTILE:
        values = dict.fromkeys((*FREE, "subject", "names", "host"), value)
        assert all(line.isprintable() for line in lines_of(system, values))


@pytest.mark.parametrize("system", registry.systems(), ids=name_of)
def test_a_placeholder_is_never_left_with_its_braces(system: System) -> None:
    for values in ({}, VALUES):
        assert not [line for line in lines_of(system, values) if re.search(r"\{\w+\??\}", line)]


@pytest.mark.parametrize("system", OF_A_SHELL, ids=name_of)
def test_a_shell_hands_every_value_on_as_one_argument(system: System, tmp_path: Path) -> None:
    assert differences(system, tmp_path) == []


NAIVE: dict[str, Callable[[str], str]] = {
    "no quotes": str,
    "double quotes": lambda value: f'"{value}"',
    "double quotes, escaped": lambda value: '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"',
    "single quotes": lambda value: f"'{value}'",
    "quotes where there is a space": lambda value: shlex.quote(value) if " " in value else value,
}


@pytest.mark.parametrize("naive", NAIVE.values(), ids=NAIVE)
@pytest.mark.parametrize("system", [system for system in OF_A_SHELL if system.name in ("keytool", "nss")], ids=name_of)
def test_naive_quoting_would_be_noticed(
    system: System, naive: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "_quote", naive)
    assert differences(system, tmp_path) != []


@pytest.mark.parametrize("system", registry.systems(), ids=name_of)
@pytest.mark.parametrize("host", [*HOSTILE[:9], "a.example,DNS:b.example", "a.example/O=Other", "a b"])
def test_what_cannot_be_a_host_is_not_shown_as_one(system: System, host: str) -> None:
    """A name from a certificate may hold what another field begins with: ``,DNS:`` or ``/O=``."""
    assert lines_of(system, {**VALUES, "host": host}) == lines_of(
        system, {name: value for name, value in VALUES.items() if name != "host"}
    )


def test_a_parameter_ends_at_its_own_quote() -> None:
    """``KEY='value'``: a quote within the value would end it (Transfer CFT, CFTUTIL command syntax)."""
    system = registry.system(PARAMETERS)
    assert system is not None
    for value in HOSTILE:
        expected = told(system, value).replace("'", "_")
        for line in commands_of(system, dict.fromkeys(FREE, value)):
            words = re.findall(r"='([^']*)'", line)
            assert words
            assert set(words) == {expected}
            assert line.count("'") == 2 * len(words)


def arguments(line: str) -> list[str]:
    """What a Windows program gets of a line (Microsoft C++, Parsing C command-line arguments)."""
    found, word, quoted, position = [], "", False, 0
    while position < len(line):
        slashes = len(line[position:]) - len(line[position:].lstrip("\\"))
        position += slashes
        following = line[position : position + 1]
        if following != '"':
            word += "\\" * slashes
            if following in ("", " ") and not quoted:
                found.append(word)
                word = ""
            else:
                word += following
        else:
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted = not quoted
        position += 1
    return [*found, word] if word else found


def test_windows_hands_every_value_on_as_one_argument() -> None:
    system = registry.system(WINDOWS)
    assert system is not None
    harmless = [arguments(line) for line in commands_of(system, {name: marked(name) for name in FREE})]
    assert harmless
    for value in HOSTILE:
        lines = commands_of(system, dict.fromkeys(FREE, value))
        for words, line in zip(harmless, lines, strict=True):
            seen = arguments(line)
            assert len(seen) == len(words)
            assert [word for word in words if "Value" not in word] == [
                word for word, before in zip(seen, words, strict=True) if "Value" not in before
            ]
            for quoted in re.findall(r'"([^"]*)"', line):
                # What cmd expands or takes as an operator, and what PowerShell takes as the end of the quotes.
                assert not set(quoted) & set("%!^&|<>`$\u201c\u201d\u201e")


@pytest.mark.parametrize(
    ("value", "argument"), [("C:\\stores\\", "C:\\stores\\"), ("ends in \\", "ends in \\"), ("a\\b c", "a\\b c")]
)
def test_a_backslash_does_not_take_the_closing_quote_along(value: str, argument: str) -> None:
    system = registry.system(WINDOWS)
    assert system is not None
    (line,) = system.render(Action("check-password", store=value))
    assert arguments(line) == ["certutil", "-dump", argument]
