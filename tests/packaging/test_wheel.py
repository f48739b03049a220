"""The wheel holds the whole package, its types and its licence, and nothing else."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.packaging.pyproject import read_pyproject

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(out)]
    subprocess.run([*build, str(project)], check=True, capture_output=True, timeout=120)
    (path,) = out.glob("chainaudit-*.whl")
    return zipfile.ZipFile(path)


def test_every_module_is_in_the_wheel(project: Path, wheel: zipfile.ZipFile) -> None:
    ours = {str(file.relative_to(project)) for file in (project / "chainaudit").rglob("*.py")}
    assert ours
    assert ours <= set(wheel.namelist())


def test_types_are_published(wheel: zipfile.ZipFile) -> None:
    assert "chainaudit/py.typed" in wheel.namelist()


def test_nothing_but_the_package_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel.namelist()} == {"chainaudit"}


def test_licence_and_entry_point(wheel: zipfile.ZipFile) -> None:
    (entry_points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "chainaudit = chainaudit.cli:main" in wheel.read(entry_points).decode()
    (licence,) = (name for name in wheel.namelist() if name.endswith("/LICENSE"))
    assert b"Apache License" in wheel.read(licence)


def test_metadata_agrees_with_the_project(project: Path, wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("METADATA"))
    metadata = wheel.read(name).decode()
    assert f"\nVersion: {read_pyproject(project)['project']['version']}\n" in metadata
    assert "\nRequires-Python: >=3.10\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata


# The name that is imported, for each package whose name is another.
IMPORTED_AS = {"pyopenssl": "OpenSSL", "pyyaml": "yaml", "pyjks": "jks"}


def declared(requirements: list[str]) -> set[str]:
    names = {re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower() for requirement in requirements}
    return {IMPORTED_AS.get(name, name) for name in names}


def imported(folder: Path) -> dict[str, str]:
    """Top-level names that the modules below a folder import from outside, each with a file that does."""
    found: dict[str, str] = {}
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                found.setdefault(name.split(".")[0], str(file))
    return {name: file for name, file in found.items() if name not in {*sys.stdlib_module_names, "chainaudit"}}


def test_everything_imported_is_declared(project: Path) -> None:
    table = read_pyproject(project)["project"]
    extras = table["optional-dependencies"]
    known = declared(table["dependencies"]) | declared(extras["pyjks"] + extras["remote"])
    undeclared = {name: file for name, file in imported(project / "chainaudit").items() if name not in known}
    assert not {name: file for name, file in undeclared.items() if name != "tomllib"}


def test_everything_declared_is_imported(project: Path) -> None:
    """What the core requires is used by the core; an extra may serve the tests alone, as a second opinion."""
    table = read_pyproject(project)["project"]
    extras = table["optional-dependencies"]
    core = set(imported(project / "chainaudit"))
    assert not declared(table["dependencies"]) - core - {"tomli"}
    assert not declared(extras["pyjks"] + extras["remote"]) - core - set(imported(project / "tests"))
