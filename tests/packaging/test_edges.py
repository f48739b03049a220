"""Files, sockets and the clock are touched where docs/explanation/architecture.md says, and nowhere else."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / "chainaudit"
EDGES = ("app", "cli", "peer")
OPENS_PATHS = ("readers/directory", "readers/nss")
"""What is read there is no single file."""
FILES = {"open", "os.open", "os.stat", "os.scandir", "os.listdir", "os.walk", "io.open", "sqlite3.connect"}
CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic"}
SOCKETS = {"socket.socket", "socket.create_connection", "socket.getaddrinfo"}
INSIDE = sorted(
    file for file in PACKAGE.rglob("*.py") if file.relative_to(PACKAGE).parts[0] not in (*EDGES, "__main__.py")
)


def called(source: str) -> Iterator[str]:
    """The names of what a module calls, as far as they are names and attributes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def forbidden(file: Path) -> set[str]:
    inside = str(file.relative_to(PACKAGE))
    return CLOCK | SOCKETS if inside.startswith(OPENS_PATHS) else CLOCK | SOCKETS | FILES


@pytest.mark.parametrize("file", INSIDE, ids=[str(file.relative_to(PACKAGE)) for file in INSIDE])
def test_what_is_pure_touches_nothing(file: Path) -> None:
    assert not set(called(file.read_text())) & forbidden(file)


def test_what_is_looked_for_is_found() -> None:
    """The test above would pass for nothing if calls were not seen."""
    seen = set(called("def f(p):\n    with open(p) as s:\n        return os.stat(p), datetime.now(utc), s.read()\n"))
    assert seen & FILES == {"open", "os.stat"}
    assert seen & CLOCK == {"datetime.now"}
    for room in OPENS_PATHS:
        files = (PACKAGE / room).rglob("*.py")
        assert any(set(called(file.read_text())) & FILES for file in files), f"{room} opens nothing any more"
