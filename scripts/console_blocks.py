"""Runs the console blocks of a Markdown page and compares what they print, or writes it into the page.

A block is fenced with ``console``. A line that starts with ``$ `` is a command (a backslash at its end continues it);
what follows, up to the next command, is what it prints on standard output and standard error together. A line ``...``
stands for any lines. Commands of one page run one after the other in one temporary folder, in which ``testdata`` is the
project's; ``$?`` in a command is the exit code of the one before.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS_PER_COMMAND = 60
ANY_LINES = "..."


class Command(NamedTuple):
    """One command of a block: its lines as written, and what it is said to print."""

    source: str
    expected: str


def commands_of(block: str) -> list[Command]:
    """Split the text of a console block; raises ValueError where it does not start with a command."""
    sources: list[list[str]] = []
    outputs: list[list[str]] = []
    continued = False
    for line in block.splitlines():
        if continued:
            sources[-1].append(line)
        elif line.startswith("$ "):
            sources.append([line])
            outputs.append([])
        elif sources:
            outputs[-1].append(line)
        else:
            raise ValueError(f"a console block starts with a command, not with {line!r}")
        continued = bool(sources) and not outputs[-1] and line.endswith("\\")
    return [Command("\n".join(source), "\n".join(out)) for source, out in zip(sources, outputs, strict=True)]


def agrees(expected: str, printed: str) -> bool:
    """Tell whether the output is what the page shows, where a line ``...`` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == ANY_LINES else re.escape(line) + r"\n" for line in expected.splitlines())
    return re.fullmatch(pattern, printed + "\n" if printed else "") is not None


def environment(home: Path) -> dict[str, str]:
    """Make output the same everywhere: no colour, one width, UTC, an empty home."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    fixed = {"NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(home)}
    return {"PATH": path, **fixed}


def run_page(text: str) -> str:
    """Run every console block and return the page with what was printed, keeping output that agrees."""
    with tempfile.TemporaryDirectory(prefix="chainaudit-docs-") as folder:
        here = Path(folder)
        (here / "testdata").symlink_to(ROOT / "testdata")
        exit_code = 0

        def run_block(match: re.Match[str]) -> str:
            nonlocal exit_code
            if match[1] != "console":
                return match[0]
            lines = ["```console"]
            for command in commands_of(match[2]):
                script = command.source.removeprefix("$ ").replace("$?", str(exit_code))
                done = subprocess.run(
                    ["bash", "-c", script],
                    cwd=here,
                    env=environment(here),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    timeout=SECONDS_PER_COMMAND,
                    check=False,
                )
                exit_code = done.returncode
                printed = "\n".join(line.rstrip() for line in done.stdout.decode(errors="replace").splitlines())
                lines.append(command.source)
                shown = command.expected if agrees(command.expected, printed) else printed
                lines.extend(shown.splitlines())
            return "\n".join((*lines, "```"))

        return FENCE.sub(run_block, text)
