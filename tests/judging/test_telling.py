"""One fact, several checks: the general one tells it, as grave as the verifier's own reading makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import chainaudit
from chainaudit.judging.judge import judge
from chainaudit.judging.telling import told_once
from chainaudit.model.check import Check, Citation, Scope, Severity
from tests.validators.making import authority, end, make, question

if TYPE_CHECKING:
    from chainaudit.model.question import Question

GENERAL = Check(
    id="keys.general",
    title="general",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4"),),
    explanation="A fact.",
    remedy="Mend it.",
    find=lambda _: iter(()),
)
READING = Check(
    id="keys.reading",
    title="reading",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("OpenSSL", "x"),),
    explanation="A fact.",
    remedy="Mend it.",
    find=lambda _: iter(()),
    refines=("keys.general",),
)
CHECKS = (GENERAL, READING)


def told(*findings: tuple[Check, int, Severity]) -> list[tuple[str, int | None, str]]:
    made = [check.finding(position=position, severity=severity) for check, position, severity in findings]
    return [(f.check, f.position, f.severity.value) for f in told_once(made, CHECKS)]


def test_the_general_finding_takes_the_gravity() -> None:
    assert told((GENERAL, 0, Severity.WARNING), (READING, 0, Severity.ERROR)) == [("keys.general", 0, "error")]


def test_at_another_place_both_are_told() -> None:
    assert told((GENERAL, 0, Severity.WARNING), (READING, 1, Severity.ERROR)) == [
        ("keys.general", 0, "warning"),
        ("keys.reading", 1, "error"),
    ]


def test_a_reading_that_is_fatal_to_nobody_is_not_told() -> None:
    assert told((READING, 0, Severity.WARNING)) == []


ROOT = authority("Root of telling")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (question(end("a.example", ROOT), anchors=(ROOT,), hosts=("b.example",)), {"identity.host-mismatch"}),
        (question(end("a.example", ROOT, kind="RSA 1024"), anchors=(ROOT,), hosts=("a.example",)), {"keys.weak"}),
        (
            question(
                make("a.example", ROOT, names=("a.example",), usages=("1.3.6.1.5.5.7.3.2",)),
                anchors=(ROOT,),
                hosts=("a.example",),
            ),
            {"usage.server-auth-missing"},
        ),
        (question(end("a.example", ROOT), anchors=(ROOT,), hosts=("a.example",)), set()),
    ],
)
def test_openssls_errors_carry_the_ids_that_others_know(asked: Question, expected: set[str]) -> None:
    report = judge(asked, [chainaudit.profile("openssl")], chainaudit.checks())
    assert {f.check for f in report.findings if f.severity is Severity.ERROR} == expected
    assert report.verdicts[0].accepted is not bool(expected)


def test_what_follows_from_a_leaf_that_is_not_first_is_mended_with_it() -> None:
    """Number 1 is judged, as the peer does; nobody should have its certificate reissued for the host."""
    root = authority("Root")
    middle = authority("Middle", root)
    leaf = end("a.example", middle)
    asked = question(middle, presented=(middle, leaf), anchors=(root,), hosts=("a.example",))
    for profile in ("recommended", "openssl", "java"):
        report = judge(asked, [chainaudit.profile(profile)], chainaudit.checks())
        lead, *others = report.findings
        assert (lead.check, lead.severity, lead.certificate) == ("path.wrong-order", Severity.ERROR, leaf.certificate)
        mistaken = [f for f in others if f.check.partition(".")[0] in ("identity", "usage")]
        assert mistaken
        assert {a.kind for f in mistaken for a in f.actions} == {"reorder"}
        assert all("another certificate" in f.remedy for f in mistaken)


def test_what_is_wrong_with_the_leaf_itself_keeps_its_remedy() -> None:
    root = authority("Root")
    leaf = end("a.example", root)
    asked = question(leaf, presented=(root, leaf), anchors=(root,), hosts=("b.example",))
    report = judge(asked, [chainaudit.profile("recommended")], chainaudit.checks())
    (mismatch,) = [f for f in report.findings if f.check == "identity.host-mismatch"]
    assert [a.kind for a in mismatch.actions] == ["correct-name", "reissue"]
