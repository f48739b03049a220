"""A certificate that is no CA is marked as one in part, or a path length stands where it has no meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

_KEY_USAGE = Citation("RFC 5280", "4.2.1.3")
_NAMES = Citation("RFC 5280", "4.2.1.10")
_CONSTRAINTS = Citation("RFC 5280", "4.2.1.9")


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare cA with keyCertSign, nameConstraints and pathLenConstraint."""
    certificate = ctx.certificate
    usage = certificate.key_usage
    signs = usage is not None and extension.KEY_CERT_SIGN in usage
    constraints = certificate.basic_constraints
    if signs and not certificate.is_ca:
        observed = "keyUsage has keyCertSign where basicConstraints does not say cA=TRUE"
        finding = CHECK.finding(certificate, observed=observed, field="keyUsage", variant="cert-sign-without-ca")
        yield finding.but(cites=(_KEY_USAGE,))
    if not certificate.is_ca and certificate.extension(extension.NAME_CONSTRAINTS) is not None:
        observed = "nameConstraints stands where basicConstraints does not say cA=TRUE"
        finding = CHECK.finding(
            certificate, observed=observed, field="nameConstraints", variant="name-constraints-without-ca"
        )
        yield finding.but(cites=(_NAMES,))
    if constraints is None or constraints.path_length is None:
        return
    if not constraints.ca:
        observed = f"pathLenConstraint {constraints.path_length} stands where cA is not TRUE"
        yield CHECK.finding(certificate, observed=observed, field="basicConstraints", variant="path-length-without-ca")
    elif not signs and usage is not None:
        observed = f"pathLenConstraint {constraints.path_length} stands where keyUsage has no keyCertSign"
        yield CHECK.finding(
            certificate, observed=observed, field="basicConstraints", variant="path-length-without-cert-sign"
        )


CHECK = Check(
    id="certificate.ca-marks",
    title="The marks of a CA contradict each other",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(_CONSTRAINTS, _KEY_USAGE),
    explanation="cA=TRUE, keyCertSign and a path length belong together. Where one stands without the others verifiers "
    "differ in whether the certificate is a CA, and some refuse it.",
    remedy="Have the certificate reissued: keyCertSign and a path length for a CA only.",
    find=find,
    variants=(
        "cert-sign-without-ca",
        "name-constraints-without-ca",
        "path-length-without-ca",
        "path-length-without-cert-sign",
    ),
)
