"""Java 21: what Temurin 21.0.8 answered is predicted, also where it differs from Java 17."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model import extension
from chainaudit.profiles.java_21 import PROFILE
from tests import forge
from tests.facts import question
from tests.profiles import recorded

ROOT = forge.root()


def said(target: forge.Forged, **parts: object) -> list[str]:
    parts.setdefault("host", (chainaudit.reference_identifier("leaf.example"),))
    verdict, _ = verdict_of(question(target, ROOT, **parts), PROFILE, chainaudit.checks())
    assert verdict.accepted is not bool(verdict.reasons)
    return [reason.words for reason in verdict.reasons]


def test_no_recorded_verdict_differs() -> None:
    wrong = recorded.differences("java-21")
    assert [row for row in wrong if "accept" in row[1:]] == []
    assert len(wrong) <= len(recorded.verdicts("java-21")) // 12, wrong


def test_names_that_cannot_be_read_are_an_error_where_they_are_looked_for() -> None:
    """Java 17 passes over them, and takes the common name; recorded of both."""
    name = "subjectAltName: no names at all, pinned"
    assert (recorded.verdicts("java-21")[name], recorded.verdicts("java-11")[name]) == (False, True)
    unread = forge.issue(ROOT, replace={extension.SUBJECT_ALTERNATIVE_NAME: (False, b"leaf.example")})
    assert said(unread)
    assert said(unread, host=()) == []


@pytest.mark.parametrize(("value", "count"), [("03020000", 1), ("03020780", 0), ("03020520", 1)])
def test_a_key_usage_without_a_bit_fits_no_purpose(value: str, count: int) -> None:
    target = forge.issue(ROOT, replace={extension.KEY_USAGE: (True, bytes.fromhex(value))})
    assert said(target) == ["KeyUsage does not allow digital signatures"] * count
