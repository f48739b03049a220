"""The certificate holds its host name in the subject's common name alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import SUBJECT_ALTERNATIVE_NAME
from chainaudit.model.question import ReferenceKind
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.identity.matching import presented_names, subject_matches
from chainaudit.validators.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import TargetContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.question import ReferenceIdentifier


def applies(ctx: TargetContext) -> bool:
    """Look where a name was asked for."""
    return bool(ctx.question.host)


def find(ctx: TargetContext) -> Iterator[Finding]:
    """Report a name asked for, of whose kind the certificate has no subject alternative name."""
    if ctx.certificate.is_malformed(SUBJECT_ALTERNATIVE_NAME):
        return  # identity.host-mismatch says so; what cannot be read is not absent
    has_names = ctx.certificate.extension(SUBJECT_ALTERNATIVE_NAME) is not None
    for reference in ctx.question.host:
        # No subject stands for an address: where there are other names, identity.host-mismatch says all there is.
        if has_names and reference.kind is ReferenceKind.IP:
            continue
        if not presented_names(ctx.certificate, reference):
            yield _finding(ctx, reference)


def _finding(ctx: TargetContext, reference: ReferenceIdentifier) -> Finding:
    certificate = ctx.certificate
    same = subject_matches(certificate, reference, ctx.rules)
    counts = same and bool(ctx.rules.common_name_fallback) and reference.kind is not ReferenceKind.IP
    field, name = _subject_name(ctx, reference)
    told = f"only the {field} '{name}'" if name else f"and no {field}"
    there = (
        "has no subjectAltName"
        if certificate.extension(SUBJECT_ALTERNATIVE_NAME) is None
        else f"has no {reference.kind.value} name in its subjectAltName"
    )
    return CHECK.finding(
        certificate,
        variant="common-name-matches" if same else "common-name-differs",
        severity=Severity.WARNING if counts else Severity.ERROR,
        field="subjectAltName",
        observed=f"it {there}, {told}",
        expected=f"{reference.kind.value}:{reference.text} among the subject alternative names",
        actions=(for_certificate("reissue", certificate, names=reference.text, host=reference.text),),
        host=reference.text,
        common_name=name,
        subject=str(certificate.subject),
    )


def _subject_name(ctx: TargetContext, reference: ReferenceIdentifier) -> tuple[str, str]:
    subject = ctx.certificate.subject
    if reference.kind is ReferenceKind.EMAIL:
        from chainaudit.model.name import EMAIL_ADDRESS

        return "emailAddress in the subject", shown(next(iter(subject.values(EMAIL_ADDRESS)), ""))
    return "common name", shown(subject.common_name or "")


CHECK = Check(
    id="identity.no-san",
    title="The certificate has no subject alternative name for the host",
    severity=Severity.ERROR,
    scope=Scope.TARGET,
    cites=(Citation("RFC 9525", "2"), Citation("RFC 6125", "6.4.4"), Citation("RFC 2818", "3.1")),
    explanation=(
        "Host names belong into the subjectAltName extension. The common name is free text, and since RFC 9525 "
        "clients must not take it for a host name: Go, browsers and cryptography do not, OpenSSL, Java and GnuTLS "
        "still fall back to it where no DNS name is there. So the certificate works with some clients and fails "
        "with others."
    ),
    remedy="Have the certificate reissued with the host name as a DNS name in subjectAltName.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("common-name-matches", "common-name-differs"),
)
