"""What is committed speaks of the project alone: no path of one machine, no package registry, no large file."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# Each with a letter in brackets, so that this file does not find itself.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w./-])/(?:w[o]rk|r[o]ot|h[o]me/[a-z]+|U[s]ers/[a-z]+)/"),
    "a package index": re.compile(r"index[-]url|trusted[-]host|files\.python[h]osted|/simp[l]e/"),
    "an unfinished part": re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b"),
}
LARGEST_FILE_BYTES = 2_000_000
LONGEST_MODULE_LINES = 300


def tracked(root: Path) -> list[Path]:
    """Every file that git knows and that is still there."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={root}", "ls-files", "-z"], cwd=root, capture_output=True, check=True
    ).stdout
    files = [root / name for name in listed.decode().split("\0") if name]
    assert files
    return [file for file in files if file.is_file()]


def text_of(path: Path) -> str:
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode(errors="replace")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(project: Path, what: str) -> None:
    found = [
        f"{file.relative_to(project)}:{number}: {line.strip()[:100]}"
        for file in tracked(project)
        if not file.is_relative_to(project / "testdata") and file.suffix not in {".gz", ".pcap"}
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found, f"{what}: {found}"


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a path of one machine", "see /" + "work/main/file"),
        ("a path of one machine", '"/' + 'home/anna/x"'),
        ("a package index", "pip install --index" + "-url https://example.com"),
        ("an unfinished part", "# TO" + "DO later"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, line: str) -> None:
    assert FORBIDDEN[what].search(line)


@pytest.mark.parametrize(
    ("what", "line"),
    [("a path of one machine", "docs/" + "work/file"), ("a path of one machine", "https://example.com/" + "root/x")],
)
def test_the_patterns_leave_other_paths_alone(what: str, line: str) -> None:
    assert not FORBIDDEN[what].search(line)


def test_no_tracked_file_is_huge(project: Path) -> None:
    assert not [file for file in tracked(project) if file.stat().st_size > LARGEST_FILE_BYTES]


def test_modules_stay_short(project: Path) -> None:
    long = {
        str(file.relative_to(project)): lines
        for file in sorted((project / "chainaudit").rglob("*.py"))
        if (lines := len(file.read_text().splitlines())) > LONGEST_MODULE_LINES
    }
    assert not long


def test_no_module_has_a_name_that_says_nothing(project: Path) -> None:
    empty = {"util", "utils", "helper", "helpers", "common", "misc", "base", "core"}
    assert not [file for file in (project / "chainaudit").rglob("*.py") if file.stem in empty]


def test_testdata_says_where_it_comes_from(project: Path) -> None:
    readme = (project / "testdata" / "README.md").read_text()
    folders = {file.relative_to(project / "testdata").parts[0] for file in tracked(project / "testdata")}
    unsaid = sorted(name for name in folders if name != "README.md" and f"## {name}" not in readme)
    assert not unsaid, f"testdata/README.md has no section for {unsaid}"
