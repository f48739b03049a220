"""The authority or the subject key identifier is missing, critical or without its key identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.signature import SignatureStatus, verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

_AUTHORITY = Citation("RFC 5280", "4.2.1.1")
_SUBJECT = Citation("RFC 5280", "4.2.1.2")


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look at both extensions; a self-signed certificate may leave the authority's out, a non-CA the subject's."""
    always = ctx.role is Role.TARGET and bool(ctx.rules.authority_key_identifier_always)
    yield from _authority(ctx.certificate, always=always)
    yield from _subject(ctx.certificate, issues=ctx.role is not Role.TARGET)


def _authority(certificate: Certificate, *, always: bool) -> Iterator[Finding]:
    raw = certificate.extension(extension.AUTHORITY_KEY_IDENTIFIER)
    if raw is None:
        if certificate.version == 3 and (always or not _signed_itself(certificate)):
            yield _finding(certificate, "aki-missing", "there is no authorityKeyIdentifier", "authorityKeyIdentifier")
        return
    if raw.critical:
        yield _finding(certificate, "aki-critical", "authorityKeyIdentifier is critical", "authorityKeyIdentifier")
    identifier = certificate.authority_key_identifier
    if identifier is not None and identifier.key_identifier is None and not certificate.is_self_issued:
        observed = "authorityKeyIdentifier has no keyIdentifier"
        yield _finding(certificate, "aki-key-missing", observed, "authorityKeyIdentifier")


def _signed_itself(certificate: Certificate) -> bool:
    """Whether it is self-issued, or its own key made the signature though it names another issuer."""
    key = certificate.public_key
    if certificate.is_self_issued or key is None:
        return certificate.is_self_issued
    status = verify(key, certificate.signature_algorithm, certificate.signature, certificate.tbs)
    return status is SignatureStatus.VALID


def _subject(certificate: Certificate, *, issues: bool) -> Iterator[Finding]:
    raw = certificate.extension(extension.SUBJECT_KEY_IDENTIFIER)
    if raw is None:
        if certificate.is_ca:
            variant = "ski-missing" if issues else "ski-missing-target"
            yield _finding(certificate, variant, "there is no subjectKeyIdentifier", "subjectKeyIdentifier")
    elif raw.critical:
        yield _finding(certificate, "ski-critical", "subjectKeyIdentifier is critical", "subjectKeyIdentifier")


def _finding(certificate: Certificate, variant: str, observed: str, field: str) -> Finding:
    finding = CHECK.finding(certificate, observed=observed, field=field, variant=variant)
    return finding.but(cites=(_AUTHORITY if variant.startswith("aki") else _SUBJECT,))


CHECK = Check(
    id="certificate.key-identifier",
    title="A key identifier extension is missing or wrong",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(_AUTHORITY, _SUBJECT),
    explanation="Key identifiers lead to the right issuer where several certificates carry one name. A CA must name "
    "its issuer's key and its own; strict verifiers (OpenSSL's X509_STRICT, Python 3.13 by default) refuse without.",
    remedy="Have the certificate reissued with subjectKeyIdentifier and authorityKeyIdentifier, neither critical.",
    find=find,
    variants=("aki-missing", "aki-critical", "aki-key-missing", "ski-missing", "ski-missing-target", "ski-critical"),
)
