"""Facts are made once: of each certificate in its role, of each link and path, each with the checks of its scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import chainaudit
from chainaudit.builder.budget import Budget
from chainaudit.judging.judge import evaluate
from chainaudit.model.check import Check, Outcome, Scope, Severity, Undetermined
from chainaudit.model.context import CertificateContext, LinkContext, PathContext, Role
from chainaudit.model.path import Anchor, Path
from tests import forge
from tests.facts import question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.judging.evaluation import Evaluation
    from chainaudit.model.finding import Finding

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
PATH = Path(tuple(one.certificate for one in (LEAF, CA, ROOT)), Anchor(ROOT.certificate))
PARTIAL = Path((LEAF.certificate, CA.certificate), None)


def check(scope: Scope, seen: list[Any], *, prunes: bool = False, finds: bool = True) -> Check:
    """A check that notes what it is handed, and finds it."""

    def find(ctx: Any) -> Iterator[Finding | Undetermined]:
        seen.append(ctx)
        if finds:
            yield made.finding(LEAF.certificate, position=None)

    made = Check(
        id=f"path.{scope.value}{'-prunes' if prunes else ''}",
        title="",
        severity=Severity.NOTICE,
        scope=scope,
        cites=(),
        explanation="",
        remedy="",
        find=find,
        prunes=prunes,
    )
    return made


def evaluation(*checks: Check) -> Evaluation:
    asked = question(LEAF, ROOT, untrusted=(CA.certificate,))
    return evaluate(asked, chainaudit.profile("recommended"), checks)


@pytest.mark.parametrize(
    ("scope", "ask", "handed"),
    [
        (Scope.TARGET, lambda e: e.of_target(), "TargetContext"),
        (Scope.CERTIFICATE, lambda e: e.of_certificate(LEAF.certificate, Role.TARGET), "CertificateContext"),
        (Scope.LINK, lambda e: e.of_link(CA.certificate, LEAF.certificate, issuer_is_anchor=False), "LinkContext"),
        (Scope.PATH, lambda e: e.of_path(PATH), "PathContext"),
    ],
)
def test_facts_are_made_once_and_by_the_checks_of_the_scope_alone(
    scope: Scope, ask: Callable[[Evaluation], Any], handed: str
) -> None:
    seen: list[Any] = []
    others: list[Any] = []
    further = [check(other, others) for other in Scope if other is not scope and other is not Scope.PATH]
    made = evaluation(check(scope, seen), *(further if scope is not Scope.PATH else ()))
    assert ask(made) is ask(made)
    assert [type(ctx).__name__ for ctx in seen] == [handed]
    assert others == []


def test_a_path_has_the_facts_of_all_its_parts_each_at_its_place() -> None:
    seen: list[Any] = []
    scopes = (Scope.TARGET, Scope.CERTIFICATE, Scope.LINK, Scope.PATH)
    facts = evaluation(*(check(scope, seen) for scope in scopes)).of_path(PATH)
    found = [(finding.check.removeprefix("path."), finding.position) for finding in facts.findings]
    assert sorted(found, key=str) == sorted(
        [("target", 0), *(("certificate", n) for n in range(3)), *(("link", n) for n in range(2)), ("path", None)],
        key=str,
    )
    roles = [ctx.role for ctx in seen if isinstance(ctx, CertificateContext)]
    assert roles == [Role.TARGET, Role.INTERMEDIATE, Role.ANCHOR]
    assert [ctx.issuer_is_anchor for ctx in seen if isinstance(ctx, LinkContext)] == [False, True]


def test_the_top_of_a_path_without_an_anchor_is_no_anchor_and_those_refused_above_it_are_told() -> None:
    seen: list[Any] = []
    wrong = forge.root(use_key=forge.key(label="of another root"))
    asked = question(LEAF, wrong, untrusted=(CA.certificate,))
    made = evaluate(asked, chainaudit.profile("recommended"), (check(Scope.CERTIFICATE, seen), check(Scope.PATH, seen)))
    made.of_path(PARTIAL)
    assert [ctx.role for ctx in seen if isinstance(ctx, CertificateContext)] == [Role.TARGET, Role.INTERMEDIATE]
    (context,) = (ctx for ctx in seen if isinstance(ctx, PathContext))
    assert [refusal.candidate for refusal in context.refusals] == [wrong.certificate]
    made.pruning(PARTIAL)
    assert made.path_context(PARTIAL, with_refusals=False).refusals == ()


def test_only_checks_that_prune_are_asked_of_a_path_that_goes_on() -> None:
    seen: list[Any] = []
    pruning: list[Any] = []
    made = evaluation(check(Scope.PATH, seen), check(Scope.PATH, pruning, prunes=True))
    assert [finding.check for finding in made.pruning(PARTIAL).findings] == ["path.path-prunes"]
    assert (len(seen), len(pruning)) == (0, 1)
    assert evaluation(check(Scope.PATH, seen)).pruning(PARTIAL).findings == ()


def test_a_check_that_raises_is_undetermined_and_hides_no_other() -> None:
    seen: list[Any] = []

    def broken(_ctx: Any) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    bad = Check(
        id="path.broken",
        title="",
        severity=Severity.NOTICE,
        scope=Scope.PATH,
        cites=(),
        explanation="",
        remedy="",
        find=broken,
    )
    facts = evaluation(bad, check(Scope.PATH, seen)).of_path(PATH)
    assert facts.outcomes["path.broken"] is Outcome.UNDETERMINED
    assert facts.outcomes["path.path"] is Outcome.FOUND
    assert not facts.is_decided


def test_what_a_spent_budget_leaves_open_is_not_kept() -> None:
    """A signature that nobody looked at is neither good nor bad; within another budget it is looked at."""
    seen: list[Any] = []
    made = evaluation(check(Scope.LINK, seen, finds=False))
    poor = made.with_budget(Budget(signatures=0))
    for one in (poor, poor, made, made):
        one.of_link(CA.certificate, LEAF.certificate, issuer_is_anchor=False)
    assert [ctx.signature is None for ctx in seen] == [True, True, False]


def test_another_budget_shares_what_was_made() -> None:
    seen: list[Any] = []
    made = evaluation(check(Scope.CERTIFICATE, seen))
    other = made.with_budget(Budget(signatures=5))
    assert made.of_certificate(CA.certificate, Role.INTERMEDIATE) is other.of_certificate(
        CA.certificate, Role.INTERMEDIATE
    )
    assert len(seen) == 1
    assert other.candidates.budget is not made.candidates.budget
