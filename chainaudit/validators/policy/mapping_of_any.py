"""A CA maps from or to anyPolicy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope
from chainaudit.model.context import Role
from chainaudit.model.extension import ANY_POLICY
from chainaudit.model.finding import Severity
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Mappings are processed in intermediates alone (RFC 5280, 6.1.4), but may not stand in a target either."""
    return ctx.role is not Role.ANCHOR and ctx.certificate.policy_mappings is not None


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Verify that anyPolicy does not appear in the mappings (RFC 5280, 6.1.4 (a))."""
    mappings = ctx.certificate.policy_mappings or ()
    for side, what in ((0, "from"), (1, "to")):
        if any(pair[side] == ANY_POLICY for pair in mappings):
            yield CHECK.finding(
                ctx.certificate,
                field="policyMappings",
                observed=f"a policy is mapped {what} anyPolicy",
                expected="mappings between policies with names of their own",
                variant="target" if ctx.role is Role.TARGET else what,
                severity=Severity.WARNING if ctx.role is Role.TARGET else None,
                actions=(Action("reissue", subject=str(ctx.certificate.subject)),),
            )


CHECK = Check(
    id="policy.mapping-of-any",
    title="A CA maps a policy from or to anyPolicy",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "6.1.4 (a)"), Citation("RFC 5280", "4.2.1.5")),
    explanation="A mapping of anyPolicy would open every policy at once; verifiers must refuse the path.",
    remedy="Have the CA's certificate reissued with mappings between named policies.",
    find=find,
    applies=applies,
    variants=("from", "to", "target"),
)
