"""The main job as a function: what may be asked, what is judged, and which exit code a report has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.passwords import Passwords
from chainaudit.app.verify import verify, worst_exit
from chainaudit.errors import Secret, StoreErrorKind, UsageError
from chainaudit.model.check import Outcome
from chainaudit.model.finding import Finding, Severity
from chainaudit.model.report import Report
from chainaudit.model.store import Entry, EntryKind, Problem, Store
from chainaudit.validators.validity.expired import CHECK
from tests.forge import MOMENT, Forged, intermediate, issue, root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROOT = root()
MIDDLE = intermediate(ROOT)
LEAF = issue(MIDDLE, names=("leaf.example",))


def store(*chain: Forged, problem: Problem | None = None, source: str = "given.pem") -> Store:
    certificates = tuple(one.certificate for one in chain)
    entries = (Entry(EntryKind.CERTIFICATE, certificates=certificates),) if chain else ()
    return Store(source, "PEM", entries=entries, file_order=certificates, problem=problem)


def judged(*chain: Forged, **options: Any) -> Report:
    return verify(presented=store(*chain), truststores=[store(ROOT, source="trust.pem")], at=MOMENT, **options)


def test_a_chain_is_accepted_and_judged_by_each_profile() -> None:
    report = judged(LEAF, MIDDLE, host="leaf.example", profiles=("openssl", "java", "go"))
    assert [v.accepted for v in report.targets[0].verdicts] == [True, True, True]
    assert [s.source for s in report.stores] == ["given.pem", "trust.pem"]


def test_what_is_untrusted_helps_and_is_named() -> None:
    assert not judged(LEAF).accepted
    report = judged(LEAF, untrusted=[store(MIDDLE, source="middle.pem")])
    assert report.accepted
    assert report.stores[-1].source == "middle.pem"


@pytest.mark.parametrize(
    "given",
    [{}, {"store": store(LEAF), "presented": store(LEAF)}],
)
def test_one_thing_is_judged(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="give one of --store"):
        verify(**given, at=MOMENT)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"profiles": ("nobody",)}, "nobody"),
        ({"host": "a b"}, "a b"),
        ({"alias": "none"}, "no alias 'none'"),
        ({"system": "none"}, "none"),
        ({"cross_check": ("nobody",)}, "nobody"),
    ],
)
def test_what_is_not_known_is_said(options: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError) as refused:
        judged(LEAF, MIDDLE, **options)
    assert words in str(refused.value)


def test_without_any_truststore_that_can_be_read_nothing_is_judged() -> None:
    unread = store(problem=Problem(StoreErrorKind.PASSWORD_NEEDED, "No.", Secret.STORE), source="t.p12")
    report = verify(presented=store(LEAF, MIDDLE), truststores=[unread], at=MOMENT)
    assert report.targets == ()
    assert "hom to trust is not known without t.p12" in " ".join(report.notes)
    assert worst_exit(report, "never") == 2


def test_one_truststore_that_can_be_read_is_enough_to_judge_and_not_to_be_sure() -> None:
    unread = store(problem=Problem(StoreErrorKind.PASSWORD_NEEDED, "No.", Secret.STORE), source="t.p12")
    report = verify(presented=store(LEAF, MIDDLE), truststores=[unread, store(ROOT)], at=MOMENT)
    assert report.accepted
    assert worst_exit(report, "never") == 2


def test_a_truststore_that_is_there_and_empty_trusts_nobody() -> None:
    report = verify(presented=store(LEAF, MIDDLE), truststores=[store()], at=MOMENT)
    assert [v.accepted for v in report.targets[0].verdicts] == [False]


def test_every_store_has_its_password(tmp_path: Path, tool: Callable[..., Any]) -> None:
    paths = {}
    for name, part in (("trust", ROOT), ("middle", MIDDLE)):
        (tmp_path / f"{name}.pem").write_bytes(part.pem)
        paths[name] = str(tmp_path / f"{name}.p12")
        tool("keytool", "-importcert", "-noprompt", "-alias", name, "-file", tmp_path / f"{name}.pem",
             "-keystore", paths[name], "-storepass", f"of-{name}", "-storetype", "PKCS12")  # fmt: skip

    def accepted(**passwords: Any) -> bool:
        return verify(
            presented=store(LEAF),
            truststores=[paths["trust"]],
            untrusted=[paths["middle"]],
            passwords=Passwords(**passwords),
            at=MOMENT,
        ).accepted

    right = {paths["trust"]: "of-trust"}
    assert accepted(truststores=right, untrusted={None: "of-middle"})
    assert not accepted(truststores={None: "of-trust"}, untrusted={paths["trust"]: "of-middle"})
    assert not accepted(truststores={paths["middle"]: "of-trust"}, untrusted={None: "of-middle"})


def finding(severity: Severity) -> Finding:
    return CHECK.finding(observed="x", severity=severity)


EXITS = [
    ("error", (1, 0, 0, 0)),
    ("warning", (1, 1, 0, 0)),
    ("notice", (1, 1, 1, 0)),
    ("never", (0, 0, 0, 0)),
]


@pytest.mark.parametrize(("fail_on", "expected"), EXITS)
def test_findings_at_or_above_the_limit_are_1(fail_on: str, expected: tuple[int, ...]) -> None:
    accepted = judged(LEAF, MIDDLE, host="leaf.example")
    reports = [
        *(accepted.but(findings=(finding(severity),)) for severity in (Severity.ERROR, Severity.WARNING)),
        accepted.but(findings=(finding(Severity.NOTICE),)),
        accepted.but(findings=(), targets=tuple(t.but(findings=()) for t in accepted.targets)),
    ]
    assert tuple(worst_exit(report, fail_on) for report in reports) == expected


@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_what_could_not_be_decided_is_2_whatever_was_found(fail_on: str) -> None:
    accepted = judged(LEAF, MIDDLE, host="leaf.example")
    assert worst_exit(accepted.but(outcomes={**accepted.outcomes, CHECK.id: Outcome.UNDETERMINED}), fail_on) == 2
    (target,) = accepted.targets
    broken = target.but(outcomes={**target.outcomes, CHECK.id: Outcome.UNDETERMINED})
    assert worst_exit(accepted.but(targets=(broken,)), fail_on) == 2
    assert worst_exit(Report(), fail_on) == 2
