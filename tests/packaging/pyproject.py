"""Reads pyproject.toml for the tests of packaging."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path


def read_pyproject(project: Path) -> dict[str, Any]:
    """The whole table of the project's pyproject.toml."""
    return tomllib.loads((project / "pyproject.toml").read_text())
