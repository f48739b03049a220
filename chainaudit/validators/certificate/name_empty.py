"""A name that must be there is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

_ISSUER = Citation("RFC 5280", "4.1.2.4")
_SUBJECT = Citation("RFC 5280", "4.1.2.6")


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look at the issuer's name, at a CA's own, and at a subject that is empty with no alternative name instead."""
    certificate = ctx.certificate
    if certificate.issuer.is_empty:
        finding = CHECK.finding(
            certificate, observed="the issuer is an empty name", field="issuer", variant="issuer-name"
        )
        yield finding.but(cites=(_ISSUER,))
    if not certificate.subject.is_empty:
        return
    if ctx.role is not Role.TARGET or certificate.is_ca:
        yield CHECK.finding(certificate, observed="the subject of a CA is an empty name", field="subject", variant="ca")
    elif certificate.extension(extension.SUBJECT_ALTERNATIVE_NAME) is None:
        observed = "the subject is an empty name and there is no subjectAltName"
        yield CHECK.finding(certificate, observed=observed, field="subject", variant="target")


CHECK = Check(
    id="certificate.name-empty",
    title="A name is empty that must not be",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(_SUBJECT, _ISSUER),
    explanation="Paths are built by names: a CA without one cannot be told from another.",
    remedy="Have the certificate reissued with a subject (and, for a CA, from a CA with a name).",
    find=find,
    variants=("issuer-name", "ca", "target"),
)
