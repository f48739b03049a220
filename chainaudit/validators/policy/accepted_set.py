"""For which certificate policies the path is valid: a fact, not a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope
from chainaudit.model.extension import ANY_POLICY
from chainaudit.model.finding import Severity
from chainaudit.validators.policy import graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Told where somebody asked for policies, or where the profile reports them always (``report_policies``)."""
    if not ctx.path.is_complete or len(ctx.path.certificates) == 1:
        return False
    asked = ctx.question.policies
    return bool(ctx.rules.report_policies) or asked.explicit_policy or ANY_POLICY not in asked.initial_policies


def find(ctx: PathContext) -> Iterator[Finding]:
    """Tell the user-constrained policy set (RFC 5280, 6.1.6)."""
    outcome = graph.process(ctx.path, ctx.question.policies)
    if outcome.too_large or outcome.failed_at is not None:
        return
    accepted = sorted(outcome.user_set)
    yield CHECK.finding(
        ctx.path.target,
        position=0,
        field="certificatePolicies",
        observed=f"the path is valid for {', '.join(accepted)}" if accepted else "the path is valid for no policy",
        expected="nothing in particular",
        user_constrained_policy_set=accepted,
        authority_constrained_policy_set=sorted(outcome.authority_set),
        explicit_policy_required=outcome.explicit_required,
    )


CHECK = Check(
    id="policy.accepted-set",
    title="The certificate policies for which the path is valid",
    severity=Severity.NOTICE,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1.6"), Citation("RFC 9618", "5")),
    explanation="Path validation has an outcome besides yes and no: the policies, in the anchor's words, that hold.",
    remedy="Nothing is to be done.",
    find=find,
    applies=applies,
)
