"""A certificate holds fields that its version does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

VERSIONS: Final = (1, 2, 3)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Extensions need version 3, and there is no version above it."""
    certificate = ctx.certificate
    if certificate.version not in VERSIONS:
        observed = f"the version is {certificate.version}"
        yield CHECK.finding(certificate, observed=observed, expected="1, 2 or 3", field="version", variant="unknown")
    elif certificate.version < VERSIONS[-1] and certificate.extensions:
        observed = f"a version {certificate.version} certificate has extensions"
        yield CHECK.finding(certificate, observed=observed, expected="version 3", field="version", variant="extensions")


CHECK = Check(
    id="certificate.version-features",
    title="The certificate holds what its version does not have",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.1.2.1"),),
    explanation="Extensions came with version 3. Some readers pass over them in a certificate that claims to be older, "
    "and its constraints do not bind them.",
    remedy="Have the certificate reissued as version 3.",
    find=find,
    variants=("unknown", "extensions"),
)
