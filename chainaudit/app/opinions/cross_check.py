"""A second opinion from real verifiers: the program `openssl`, cryptography, and a JVM, where they are installed.

Certificates and CRLs are handed over, never keys or passwords. Each program has a limit of time, and what it cannot be
asked is said instead of guessed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.errors import UsageError
from chainaudit.model.second_opinion import Answer, SecondOpinion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainaudit.model.profile import Profile
    from chainaudit.model.question import Question

TIMEOUT_SECONDS: Final = 60
"""A JVM compiles its program first, which takes seconds on a busy machine."""


def cross_check(question: Question, names: Sequence[str]) -> tuple[SecondOpinion, ...]:
    """Ask the real verifiers ``names`` (openssl, pyca, java) the question, each beside our prediction of it.

    Raises:
        UsageError: a name is none of them.
    """
    unknown = [name for name in names if name not in _ASKED]
    if unknown:
        raise UsageError(f"--cross-check {unknown[0]}: a second opinion is to be had from {', '.join(_ASKED)}")
    return tuple(_ASKED[name](question) for name in names)


def run(program: str, arguments: Sequence[str], folder: FilePath) -> tuple[int, str] | None:
    """Run a program in a folder; its exit code and all it said, None where it is not installed or takes too long."""
    found = shutil.which(program)
    if found is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a program that the user named, on files made here
            [found, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def _openssl(question: Question) -> SecondOpinion:
    from chainaudit.app.opinions import openssl as openssl_opinion

    with tempfile.TemporaryDirectory(prefix="chainaudit-") as folder:
        answer, profile = openssl_opinion.ask(question, FilePath(folder), run)
    return _beside(answer, question, profile)


def _pyca(question: Question) -> SecondOpinion:
    from chainaudit.app.opinions import pyca as pyca_opinion

    return _beside(pyca_opinion.ask(question), question, registry.profile("pyca-50"))


def _java(question: Question) -> SecondOpinion:
    from chainaudit.app.opinions import java as java_opinion

    with tempfile.TemporaryDirectory(prefix="chainaudit-") as folder:
        answer, name = java_opinion.ask(question, FilePath(folder), run)
    return _beside(answer, question, registry.profile(name))


def _beside(answer: Answer, question: Question, profile: Profile) -> SecondOpinion:
    from chainaudit.judging.cross_check import beside

    if answer.accepted is None:
        return SecondOpinion(answer, None)
    return beside(answer, question, profile, registry.checks())


_ASKED: Final[dict[str, Callable[[Question], SecondOpinion]]] = {"openssl": _openssl, "pyca": _pyca, "java": _java}
