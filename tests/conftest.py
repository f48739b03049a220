"""What every test may ask for: the project's folders, real programs, the command line. Nothing is ever skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

ROOT = Path(__file__).resolve().parent.parent
# Importing readline, as pytest does, writes the terminal's size there, and programs that are started would heed it.
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)


class Outcome(NamedTuple):
    """What a program did: exit code, standard output, standard error."""

    exit_code: int
    stdout: str
    stderr: str


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],  # noqa: ARG001 - the hook's signature
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure: a test that does not run proves nothing."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and tests here never are: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and tests here never are: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def testdata() -> Path:
    """The folder of test data."""
    return ROOT / "testdata"


@pytest.fixture(scope="session")
def tool() -> Callable[..., Outcome]:
    """Run a real program: ``tool("openssl", "verify", ...)``; fails the test where the program is missing."""

    def run(name: str, *arguments: str | Path, check: bool = True, stdin: bytes = b"", seconds: float = 60) -> Outcome:
        path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
        assert path, f"{name} is missing; scripts/check.sh installs what the tests need"
        done = subprocess.run(
            [path, *map(str, arguments)], input=stdin, capture_output=True, timeout=seconds, check=False
        )
        outcome = Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))
        assert not check or done.returncode == 0, f"{name} failed: {outcome.stdout}{outcome.stderr}"
        return outcome

    return run


@pytest.fixture(scope="session")
def chainaudit() -> Callable[..., Outcome]:
    """Run the command line in a process of its own: ``chainaudit("inspect", path)``."""

    def run(
        *arguments: str | Path,
        stdin: bytes = b"",
        seconds: float = 60,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Outcome:
        command = [sys.executable, "-m", "chainaudit", *map(str, arguments)]
        done = subprocess.run(
            command, input=stdin, capture_output=True, timeout=seconds, env=env, cwd=cwd or ROOT, check=False
        )
        return Outcome(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))

    return run
