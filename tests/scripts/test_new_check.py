"""The generator of checks makes what the registry takes, and nothing that looks finished."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from chainaudit.model.check import Check, Scope, Severity
from scripts.new_check import files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("scope", Scope)
def test_the_check_has_the_id_of_its_file_and_does_not_pass_by_itself(tmp_path: Path, scope: Scope) -> None:
    made = files("path.too-deep", "A path is too deep", Severity.WARNING, scope, tmp_path)
    path = tmp_path / "chainaudit" / "validators" / "path" / "too_deep.py"
    path.parent.mkdir(parents=True)
    path.write_text(made[path])
    spec = importlib.util.spec_from_file_location("too_deep_made_for_a_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check = module.CHECK
    assert isinstance(check, Check)
    assert (check.id, check.severity, check.scope) == ("path.too-deep", Severity.WARNING, scope)
    with pytest.raises(NotImplementedError):
        check.find(None)


def test_the_test_fails_until_it_is_written(tmp_path: Path) -> None:
    made = files("path.too-deep", "A path is too deep", Severity.ERROR, Scope.PATH, tmp_path)
    text = made[tmp_path / "tests" / "validators" / "path" / "test_too_deep.py"]
    compile(text, "test_too_deep.py", "exec")
    assert text.count("pytest.fail") == text.count("def test_") == 2


def test_a_new_folder_becomes_a_package(tmp_path: Path) -> None:
    made = files("fresh.thing", "A fresh thing", Severity.ERROR, Scope.STORE, tmp_path)
    assert tmp_path / "chainaudit" / "validators" / "fresh" / "__init__.py" in made


@pytest.mark.parametrize("identity", ["nodot", "Path.x", "path.", "path.a_b", "path.a--b", "../x.y", "path.x/y"])
def test_what_is_no_id_is_refused(tmp_path: Path, identity: str) -> None:
    with pytest.raises(ValueError, match="is no id"):
        files(identity, "t", Severity.ERROR, Scope.PATH, tmp_path)


def test_an_existing_check_is_never_overwritten(project: Path) -> None:
    existing = next((project / "chainaudit" / "validators").rglob("issuer_not_ca.py"))
    before = existing.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "scripts.new_check", "path.issuer-not-ca", "again"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert existing.read_bytes() == before
