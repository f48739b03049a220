"""An issuer in the path is not marked as a CA."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.certificate import VERSION_3
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.extension import BASIC_CONSTRAINTS
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Look at issuers that can carry extensions; older versions are `path.version-1`."""
    return ctx.role is not Role.TARGET and ctx.certificate.version >= VERSION_3


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Require basicConstraints with cA=TRUE (RFC 5280, 6.1.4 (k))."""
    certificate = ctx.certificate
    if certificate.is_ca:
        return
    present = certificate.extension(BASIC_CONSTRAINTS) is not None
    if certificate.basic_constraints is not None:
        observed = "basicConstraints says cA=FALSE"
    else:
        observed = "basicConstraints cannot be read" if present else "basicConstraints is missing"
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        field="basicConstraints",
        observed=observed,
        expected="basicConstraints with cA=TRUE",
        actions=(for_certificate("reissue", certificate),),
        has_basic_constraints=present,
        subject=str(certificate.subject),
    )


CHECK = Check(
    id="path.issuer-not-ca",
    title="An issuing certificate is not marked as a CA",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "6.1.4 (k)"), Citation("RFC 5280", "4.2.1.9")),
    explanation=(
        "Only a certificate whose basicConstraints says cA=TRUE may issue others; without that rule every owner of "
        "a certificate could issue for any name. Every verifier refuses such an intermediate ('invalid CA "
        "certificate'), and OpenSSL and Java such an anchor too."
    ),
    remedy="Put the CA's own certificate in the chain, or have the issuer reissued with basicConstraints cA=TRUE.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("issuer", "anchor"),
)
