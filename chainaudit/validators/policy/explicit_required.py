"""A certificate policy is required, and none is left that the path and the user both accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Undetermined
from chainaudit.model.finding import Severity
from chainaudit.model.remedy import Action
from chainaudit.validators.policy import graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Policies run down from an anchor, so only a complete path has any."""
    if not ctx.path.is_complete or len(ctx.path.certificates) == 1:
        return False
    return ctx.question.policies.explicit_policy or any(
        certificate.policy_constraints is not None for _, certificate in ctx.path.below_anchor()
    )


def find(ctx: PathContext) -> Iterator[Finding | Undetermined]:
    """Process the policies of the path (RFC 5280, 6.1.3 (f) and 6.1.5 (g))."""
    early = bool(ctx.rules.policies_intersected_early)
    outcome = graph.process(ctx.path, ctx.question.policies, intersects_early=early)
    if outcome.too_large:
        yield Undetermined(f"the policies of the path have more than {graph.MAX_EDGES} relations")
    elif outcome.failed_at is not None:
        certificate = ctx.path.certificates[outcome.failed_at]
        not_wanted = bool(outcome.authority_set)
        accepted, wanted = sorted(outcome.authority_set), sorted(ctx.question.policies.initial_policies)
        yield CHECK.finding(
            certificate,
            position=outcome.failed_at,
            field="certificatePolicies",
            observed=(
                f"the path is valid for {', '.join(accepted)} alone"
                if not_wanted
                else "no policy is valid from the anchor down to this certificate"
            ),
            expected=f"one of {', '.join(wanted)}" if not_wanted else "a policy that every certificate above it allows",
            variant="not-accepted" if not_wanted else "none-valid",
            actions=(Action("reissue", subject=str(certificate.subject)),),
            authority_constrained_policy_set=accepted,
            initial_policy_set=wanted,
        )


CHECK = Check(
    id="policy.explicit-required",
    title="A certificate policy is required, and the path is valid for none",
    severity=Severity.ERROR,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "6.1.3 (f)"), Citation("RFC 5280", "6.1.5 (g)"), Citation("RFC 9618", "5")),
    explanation=(
        "A CA in the path, or the user, requires an explicit policy. Verifiers that process policies refuse a path "
        "in which no policy runs from the anchor down to the target, or none that the user accepts."
    ),
    remedy="Have the certificate issued under a policy that its CAs allow and that the verifier accepts.",
    find=find,
    applies=applies,
    variants=("none-valid", "not-accepted"),
)
