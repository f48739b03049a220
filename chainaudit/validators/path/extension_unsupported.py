"""A critical extension is none of those that the verifier says it handles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only where the rules list what the verifier handles."""
    return ctx.rules.supported_extensions is not None


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare every critical extension with the list."""
    for found in ctx.certificate.extensions:
        if found.critical and found.oid not in ctx.rules.supported_extensions:
            yield CHECK.finding(
                ctx.certificate,
                observed=f"{found.label} is critical and not supported",
                field=found.label,
                oid=found.oid,
            )


CHECK = Check(
    id="path.extension-unsupported",
    title="A critical extension is not supported by the verifier",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2"),),
    explanation="A verifier must refuse a certificate with a critical extension that it does not handle. Which ones it "
    "handles differs from verifier to verifier.",
    remedy="Have the certificate reissued without the extension, or with the extension not critical.",
    find=find,
    applies=applies,
)
