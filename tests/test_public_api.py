"""``import chainaudit`` offers its names lazily, each from its home, each documented."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import chainaudit
from tests.conftest import ROOT


@pytest.mark.parametrize("name", chainaudit.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(chainaudit, name)
    assert inspect.getdoc(value), f"{name} has no docstring"
    assert f"### `{name}`" in (ROOT / "docs" / "reference" / "python.md").read_text()


def test_the_names_are_sorted_and_listed() -> None:
    assert chainaudit.__all__ == sorted(chainaudit.__all__)
    assert dir(chainaudit) == sorted(chainaudit.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        chainaudit.nothing  # noqa: B018 - the access is what is tested


def test_a_name_loads_only_its_home() -> None:
    ours = "*sorted(name for name in sys.modules if 'chainaudit' in name)"
    code = f"import chainaudit, sys; chainaudit.ChainauditError; print({ours})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["chainaudit", "chainaudit.errors"]


def test_types_as_a_user_sees_them_name_only_what_is_public() -> None:
    text = (ROOT / "tests" / "typing" / "api.py").read_text()
    assert "from chainaudit." not in text


def test_no_public_name_is_also_a_room() -> None:
    """Importing a sub-package sets an attribute of its name, which would hide the public one."""
    rooms = {path.name for path in (ROOT / "chainaudit").iterdir() if path.is_dir()}
    assert not rooms & set(chainaudit.__all__)
