"""What a JVM is asked and how its answer is read; asked for real in test_cross_check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app.opinions import java as java_opinion
from chainaudit.model.question import Purpose
from tests import forge
from tests.facts import question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chainaudit.model.question import Question

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
VERSION = 'openjdk version "{}" 2025-04-15\n'


class Jvm:
    """Stands in for the program, and keeps what it was asked."""

    def __init__(self, version: str, answer: str | None = "ACCEPTED\n") -> None:
        self.version = version
        self.answer = answer
        self.asked: list[str] = []

    def __call__(self, program: str, arguments: Sequence[str], _folder: Path) -> tuple[int, str] | None:
        assert program == "java"
        if list(arguments) == ["-version"]:
            return 0, VERSION.format(self.version)
        self.asked = list(arguments)
        return None if self.answer is None else (0, self.answer)


def asked(**parts: object) -> Question:
    return question(LEAF, ROOT, untrusted=(CA.certificate,), **parts)


@pytest.mark.parametrize(
    ("version", "name", "profile"),
    [
        ("1.8.0_402", "Java 8", "java-8"),
        ("11.0.13", "Java 11", "java-11"),
        ("17.0.15", "Java 17", "java-17"),
        ("18", "Java 18", "java-17"),
        ("21.0.8", "Java 21", "java-21"),
        ("26-ea", "Java 26", "java-25"),
    ],
)
def test_the_version_chooses_who_predicts(version: str, name: str, profile: str, tmp_path: Path) -> None:
    answer, predicting = java_opinion.ask(asked(), tmp_path, Jvm(version))
    assert (answer.verifier, answer.accepted, predicting) == (name, True, profile)


@pytest.mark.parametrize(
    ("said", "accepted", "words"),
    [
        ("ACCEPTED\n", True, ()),
        ("REJECTED PKIX path building failed: x\n", False, ("PKIX path building failed: x",)),
        ("warning: hidden\nREJECTED no\n", False, ("no",)),
        ("error: no compiler\n", None, ("its compiler is not installed; a JDK is needed",)),
        (None, None, ("it did not answer in time",)),
    ],
)
def test_what_it_says_is_read(said: str | None, accepted: bool | None, words: tuple[str, ...], tmp_path: Path) -> None:
    answer, _ = java_opinion.ask(asked(), tmp_path, Jvm("17.0.15", said))
    assert (answer.accepted, answer.said) == (accepted, words)


def test_it_is_given_the_chain_the_anchors_the_moment_and_the_names(tmp_path: Path) -> None:
    import chainaudit

    host = tuple(map(chainaudit.reference_identifier, ("a.example", "192.0.2.1")))
    jvm = Jvm("17.0.15")
    java_opinion.ask(asked(host=host, purpose=Purpose.CLIENT), tmp_path, jvm)
    milliseconds = str(int(forge.MOMENT.timestamp() * 1000))
    assert jvm.asked[-4:] == [milliseconds, "client", "a.example", "192.0.2.1"]
    assert {file.name: file.read_bytes() for file in tmp_path.glob("*.der")} == {
        "chain0.der": LEAF.certificate.der,
        "chain1.der": CA.certificate.der,
        "anchor0.der": ROOT.certificate.der,
    }


def test_what_it_cannot_be_asked_is_said(tmp_path: Path) -> None:
    answer, _ = java_opinion.ask(asked(purpose=Purpose.ANY), tmp_path, Jvm("17.0.15"))
    assert (answer.accepted, answer.said) == (None, ("it is asked about servers and clients, without CRLs",))


def test_where_there_is_none_nobody_is_asked(tmp_path: Path) -> None:
    answer, profile = java_opinion.ask(asked(), tmp_path, lambda *_: None)
    assert (answer.accepted, answer.said, profile) == (None, ("no JVM is installed",), "java")
