"""Formats: which kinds of results each writes, and that a new one reaches every command."""

from __future__ import annotations

import json
import sys
import types
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from chainaudit.app import registry
from chainaudit.app.rendering import written
from chainaudit.cli.program import program
from chainaudit.errors import UsageError
from chainaudit.model.diagnosis import DiagnosisReport
from chainaudit.model.format import RESULTS, Format, Layout
from chainaudit.model.report import Report
from chainaudit.model.store import Store
from tests.validators.making import authority

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = {"report": Report(), "stores": (Store("a.jks", "JKS"),), "diagnosis": DiagnosisReport((), ()), "rehearsals": ()}


@pytest.mark.parametrize("kind", RESULTS)
@pytest.mark.parametrize("name", [form.name for form in registry.formats()])
def test_what_a_format_says_it_writes_it_writes(name: str, kind: str) -> None:
    assert written(kind, EMPTY[kind], name, Layout()).endswith("\n")


@pytest.mark.parametrize("kind", RESULTS)
def test_json_is_one_document_with_its_schema(kind: str) -> None:
    assert json.loads(written(kind, EMPTY[kind], "json", Layout()))["schema"] == "chainaudit/1"


def test_a_format_without_a_way_to_say_it_is_refused() -> None:
    form = Format(name="one", title="", report=lambda _report, _layout: "")
    assert form.renderer("report") is form.report
    assert form.renderer("stores") is None
    assert form.renderer("title") is None


COMMANDS = {
    "inspect": ("inspect", "FILE"),
    "diagnose": ("diagnose", "FILE"),
    "rehearse": ("rehearse", "--server-chain", "FILE"),
    "verify": ("verify", "--store", "FILE"),
}


@pytest.fixture
def further(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file in the room, ``shout``, and another, ``mute``, that writes nothing."""

    def says(kind: str) -> object:
        return lambda _result, _layout: f"THIS IS A {kind.upper()}\n"

    made = {
        "shout": Format(name="shout", title="In capitals", **{kind: says(kind) for kind in RESULTS}),  # type: ignore[arg-type]
        "mute": Format(name="mute", title="Nothing"),
    }
    for name, form in made.items():
        module = types.ModuleType(f"chainaudit.reporting.{name}")
        module.FORMAT = form  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
    there = registry.module_names

    def names(package: str) -> tuple[str, ...]:
        further = made if package == "chainaudit.reporting" else {}
        return (*there(package), *(f"{package}.{name}" for name in further))

    monkeypatch.setattr(registry, "module_names", names)


@pytest.mark.usefixtures("further")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_new_format_reaches_every_command(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(authority("Root").pem)
    arguments = [str(tmp_path / "file") if part == "FILE" else part for part in command]
    done = CliRunner().invoke(program, [*arguments, "--format", "shout"])
    assert done.stdout.startswith("THIS IS A "), done.output


@pytest.mark.usefixtures("further")
def test_a_format_that_cannot_say_it_names_those_that_can(monkeypatch: pytest.MonkeyPatch) -> None:
    every = tuple(registry.report_format(name) for name in ("json", "mute", "shout", "text"))
    monkeypatch.setattr(registry, "formats", lambda: every)
    with pytest.raises(UsageError, match="'mute' is no format for what is in stores; there are: json, shout, text"):
        registry.renderer("mute", "stores")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_an_unknown_format_is_refused_before_anything_is_read(command: tuple[str, ...]) -> None:
    arguments = ["/nowhere/at/all" if part == "FILE" else part for part in command]
    done = CliRunner().invoke(program, [*arguments, "--format", "smoke"])
    assert isinstance(done.exception, UsageError)
    assert str(done.exception) == "there is no format 'smoke'; there are: json, text"
