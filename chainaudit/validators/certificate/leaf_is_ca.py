"""The target certificate is a CA's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only the target."""
    return ctx.role is Role.TARGET


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """RFC 5280 allows it (4.2.1.9), the Baseline Requirements do not."""
    if ctx.certificate.is_ca:
        severity = Severity.ERROR if ctx.rules.baseline_requirements else Severity.WARNING
        yield CHECK.finding(
            ctx.certificate,
            observed="basicConstraints says cA=TRUE",
            expected="cA=FALSE, or no basicConstraints",
            field="basicConstraints",
            severity=severity,
        )


CHECK = Check(
    id="certificate.leaf-is-ca",
    title="The target certificate is a CA certificate",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("CA/Browser Forum TLS BR", "7.1.2.7.8"),),
    explanation="Whoever holds the key of this server or client can issue certificates that chain to the same anchor. "
    "Browsers and cryptography refuse such a certificate.",
    remedy="Have an end-entity certificate issued, with cA=FALSE.",
    applies=applies,
    find=find,
)
