"""Outcomes of checks: silence is a pass only where the check ran to its end, and the gravest counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.judging.facts import Facts, run
from chainaudit.model.check import Check, Outcome, Scope, Severity, Undetermined
from tests import forge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.model.finding import Finding

LEAF = forge.issue(None).certificate
FOUND = "a finding"


def check(
    *says: Undetermined | str | Exception, name: str = "one", applies: Callable[[Any], bool] | None = None
) -> Check:
    def find(_ctx: object) -> Iterator[Finding | Undetermined]:
        for said in says:
            if isinstance(said, Exception):
                raise said
            yield said if isinstance(said, Undetermined) else made.finding(LEAF, observed=said)

    made = Check(
        id=f"path.{name}",
        title="",
        severity=Severity.ERROR,
        scope=Scope.PATH,
        cites=(),
        explanation="",
        remedy="",
        find=find,
        applies=applies,
    )
    return made


DOUBT, MISSING = Undetermined("who knows"), Undetermined("not given", missing=True)


@pytest.mark.parametrize(
    ("says", "outcome", "why"),
    [
        ((), Outcome.PASSED, None),
        ((FOUND,), Outcome.FOUND, None),
        ((MISSING,), Outcome.NOT_CHECKED, "not given"),
        ((DOUBT,), Outcome.UNDETERMINED, "who knows"),
        ((FOUND, MISSING), Outcome.FOUND, "not given"),
        ((FOUND, DOUBT), Outcome.UNDETERMINED, "who knows"),
        ((DOUBT, FOUND), Outcome.UNDETERMINED, "who knows"),
        ((FOUND, KeyError("x")), Outcome.UNDETERMINED, "the check broke on this input (KeyError)"),
        ((RecursionError(),), Outcome.UNDETERMINED, "the check broke on this input (RecursionError)"),
    ],
)
def test_how_a_check_ended(says: tuple[Any, ...], outcome: Outcome, why: str | None) -> None:
    facts = run([check(*says)], object())
    assert facts.outcomes == {"path.one": outcome}
    assert facts.undetermined.get("path.one") == why
    assert [finding.observed for finding in facts.findings] == [said for said in says if said is FOUND]
    assert facts.is_decided is (outcome is not Outcome.UNDETERMINED)


def test_what_an_exception_says_is_not_told() -> None:
    """It may hold what was read."""
    facts = run([check(ValueError("Hunter2Secret"))], object())
    assert "Hunter2Secret" not in repr(facts.undetermined)


def test_a_check_that_does_not_apply_is_not_run() -> None:
    def never(_ctx: object) -> bool:
        return False

    def breaks(_ctx: object) -> bool:
        raise ValueError

    checks = [
        check(FOUND, name="no", applies=never),
        check(FOUND, name="neither", applies=never),
        check(name="broken", applies=breaks),
        check(FOUND, name="yes"),
    ]
    assert run(checks, object()).outcomes == {
        "path.no": Outcome.NOT_APPLICABLE,
        "path.neither": Outcome.NOT_APPLICABLE,
        "path.broken": Outcome.UNDETERMINED,
        "path.yes": Outcome.FOUND,
    }


def test_of_several_things_the_gravest_outcome_counts_and_every_finding_stays() -> None:
    parts = [run([check(*says)], object()) for says in ((), (FOUND,), (DOUBT,), ())]
    both = Facts.together(parts)
    assert both.outcomes == {"path.one": Outcome.UNDETERMINED}
    assert both.undetermined == {"path.one": "who knows"}
    assert (len(both.findings), both.is_decided) == (1, False)
    nothing = Facts.together([])
    assert (nothing.findings, nothing.outcomes, nothing.is_decided) == ((), {}, True)


def test_a_position_is_put_in_where_the_check_left_it_open() -> None:
    facts = run([check(FOUND, DOUBT)], object())
    placed = facts.at(2)
    assert [finding.position for finding in placed.findings] == [2]
    assert [finding.position for finding in placed.at(5).findings] == [2]
    assert [finding.position for finding in facts.findings] == [None]
    assert (placed.outcomes, placed.is_decided) == (facts.outcomes, False)
    silent = run([check()], object())
    assert silent.at(1) is silent
