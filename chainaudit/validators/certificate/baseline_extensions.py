"""An extension is not as the Baseline Requirements profile it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only where the Baseline Requirements are asked for."""
    return bool(ctx.rules.baseline_requirements)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look at the critical flag of the alternative names and at the parts of the authority key identifier."""
    certificate = ctx.certificate
    names = certificate.extension(extension.SUBJECT_ALTERNATIVE_NAME)
    if ctx.role is Role.TARGET and names is not None and names.critical and not certificate.subject.is_empty:
        observed = "subjectAltName is critical where the subject is not empty"
        yield _finding(certificate, "san-critical", observed, "subjectAltName", "7.1.2.7.12")
    yield from _authority(certificate, "7.1.2.1.3" if ctx.role is Role.ANCHOR else "7.1.2.11.1")


def _authority(certificate: Certificate, clause: str) -> Iterator[Finding]:
    identifier = certificate.authority_key_identifier
    if identifier is None:
        return
    field = "authorityKeyIdentifier"
    if identifier.issuer is not None or identifier.serial_number is not None:
        observed = "authorityKeyIdentifier names the issuer or its serial number"
        yield _finding(certificate, "aki-issuer", observed, field, clause)
    if not certificate.is_self_issued:
        return
    if identifier.key_identifier is None:
        observed = "authorityKeyIdentifier has no keyIdentifier"
        yield _finding(certificate, "aki-key-missing", observed, field, clause)
    elif identifier.key_identifier != certificate.subject_key_identifier:
        observed = "authorityKeyIdentifier of a self-issued certificate is not its subjectKeyIdentifier"
        yield _finding(certificate, "aki-differs", observed, field, clause)


def _finding(certificate: Certificate, variant: str, observed: str, field: str, clause: str) -> Finding:
    finding = CHECK.finding(certificate, observed=observed, field=field, variant=variant)
    return finding.but(cites=(Citation("CA/Browser Forum TLS BR", clause),))


CHECK = Check(
    id="certificate.baseline-extensions",
    title="An extension is not as public CAs must write it",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("CA/Browser Forum TLS BR", "7.1.2"),),
    explanation="The Baseline Requirements profile each extension of a certificate of a public CA, down to its flags.",
    remedy="Have the certificate reissued by a CA that follows the profile.",
    applies=applies,
    find=find,
    variants=("san-critical", "aki-issuer", "aki-key-missing", "aki-differs"),
)
