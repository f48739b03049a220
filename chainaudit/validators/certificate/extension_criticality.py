"""An extension is critical that must not be, or is not and must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

SUBJECT_DIRECTORY_ATTRIBUTES: Final = "2.5.29.9"

MUST_BE_CRITICAL: Final = {
    extension.NAME_CONSTRAINTS: "name-constraints",
    extension.POLICY_CONSTRAINTS: "policy-constraints",
    extension.INHIBIT_ANY_POLICY: "inhibit-any-policy",
}
MUST_NOT_BE_CRITICAL: Final = {
    extension.AUTHORITY_INFORMATION_ACCESS: "information-access",
    extension.SUBJECT_INFORMATION_ACCESS: "information-access",
    extension.FRESHEST_CRL: "freshest-crl",
    SUBJECT_DIRECTORY_ATTRIBUTES: "directory-attributes",
}
CLAUSES: Final = {
    extension.BASIC_CONSTRAINTS: "4.2.1.9",
    extension.SUBJECT_ALTERNATIVE_NAME: "4.2.1.6",
    extension.NAME_CONSTRAINTS: "4.2.1.10",
    extension.POLICY_CONSTRAINTS: "4.2.1.11",
    extension.INHIBIT_ANY_POLICY: "4.2.1.14",
    extension.AUTHORITY_INFORMATION_ACCESS: "4.2.2.1",
    extension.SUBJECT_INFORMATION_ACCESS: "4.2.2.2",
    extension.FRESHEST_CRL: "4.2.1.15",
    SUBJECT_DIRECTORY_ATTRIBUTES: "4.2.1.8",
}


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare each critical flag with what its clause asks; key identifiers have a check of their own."""
    certificate = ctx.certificate
    for found in certificate.extensions:
        if found.critical:
            variant = MUST_NOT_BE_CRITICAL.get(found.oid)
        elif found.oid == extension.BASIC_CONSTRAINTS:
            variant = "basic-constraints" if certificate.is_ca else None
        elif found.oid == extension.SUBJECT_ALTERNATIVE_NAME:
            variant = "subject-alternative-name" if certificate.subject.is_empty else None
        else:
            variant = MUST_BE_CRITICAL.get(found.oid)
        if variant:
            yield _finding(certificate, found, variant)


def _finding(certificate: Certificate, found: extension.Extension, variant: str) -> Finding:
    return CHECK.finding(
        certificate,
        observed=f"{found.label} is {'critical' if found.critical else 'not critical'}",
        expected="not critical" if found.critical else "critical",
        field=found.label,
        variant=variant,
        offset=found.offset,
    ).but(cites=(Citation("RFC 5280", CLAUSES[found.oid]),))


CHECK = Check(
    id="certificate.extension-criticality",
    title="An extension is critical where it must not be, or not critical where it must be",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2"),),
    explanation="The critical flag tells a verifier whether it may pass over an extension that it does not know. A "
    "constraint that is not critical does not bind such a verifier; one critical for no reason makes it refuse.",
    remedy="Have the certificate reissued with the flag as its clause asks.",
    find=find,
    variants=(
        "basic-constraints",
        "subject-alternative-name",
        "name-constraints",
        "policy-constraints",
        "inhibit-any-policy",
        "information-access",
        "freshest-crl",
        "directory-attributes",
    ),
)
