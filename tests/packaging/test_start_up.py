"""Start-up loads what is used, and the core runs where no extra is installed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = (
    "asn1crypto",
    "tabulate",
    "dpkt",
    "OpenSSL",
    "sqlite3",
    "yaml",
    "jks",
    "fsspec",
    "tomllib",
    "tomli",
)
EXTRAS = ("jks", "javaobj", "twofish", "fsspec")
VERIFY = [
    "verify",
    "--store",
    "testdata/demo/gateway.jks",
    "--password",
    "pass:changeit",
    "--host",
    "api.example.com",
    "--truststore",
    "testdata/demo/partners.pem",
]

LOADED_BY = """
import sys
from chainaudit.cli import main
sys.argv = ["chainaudit", *{arguments!r}]
try:
    main()
except SystemExit as ended:
    code = ended.code
print("exit code", code, file=sys.stderr)
print(*sys.modules, sep=chr(10), file=sys.stderr)
"""

WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {extras!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
{code}
"""

IMPORT_ALL = """
import importlib, pkgutil, chainaudit
for module in pkgutil.walk_packages(chainaudit.__path__, "chainaudit."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def python(project: Path, code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], "0"), (["--help"], "0"), (VERIFY, "1")])
def test_heavy_modules_are_not_loaded(project: Path, arguments: list[str], code: str) -> None:
    done = python(project, LOADED_BY.format(arguments=arguments))
    first, *modules = done.stderr.splitlines()
    assert first == f"exit code {code}", done.stderr
    assert not {name.split(".")[0] for name in modules} & set(HEAVY)


@pytest.mark.parametrize("truststore", [VERIFY[-2:], []])
def test_the_main_job_loads_nothing_that_it_does_not_use(project: Path, truststore: list[str]) -> None:
    """Formats of OpenSSH keys, and modules of the standard library that take as long as reading a truststore."""
    done = python(project, LOADED_BY.format(arguments=[*VERIFY[:-2], *truststore]))
    unused = {"cryptography.hazmat.primitives.serialization.ssh", "pathlib", "shutil", "ipaddress"}
    unused |= {"certifi", "importlib.metadata", "chainaudit.reporting.peer_lines"}
    assert not unused & set(done.stderr.splitlines())


def test_importing_the_package_loads_nothing_of_it(project: Path) -> None:
    done = python(project, "import chainaudit, sys; print(*sorted(n for n in sys.modules if 'chainaudit' in n))")
    assert done.stdout.split() == ["chainaudit"], done.stderr


def test_every_module_imports_without_extras(project: Path) -> None:
    done = python(project, WITHOUT.format(extras=EXTRAS, code=IMPORT_ALL))
    assert done.returncode == 0, done.stderr


def test_the_main_job_runs_without_extras(project: Path) -> None:
    code = f"from chainaudit.cli import main\nsys.argv = ['chainaudit', *{VERIFY!r}]\nmain()"
    done = python(project, WITHOUT.format(extras=EXTRAS, code=code))
    assert done.returncode == 1, done.stderr
    assert "path.incomplete" in done.stdout


@pytest.mark.parametrize("name", EXTRAS)
def test_extras_are_absent_when_hidden(project: Path, name: str) -> None:
    """The two tests above would pass for nothing if hiding did not hide."""
    done = python(project, WITHOUT.format(extras=EXTRAS, code=f"import {name}"))
    assert "ModuleNotFoundError" in done.stderr
