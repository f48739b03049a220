"""A critical extension that path validation does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

KNOWN: Final = frozenset(extension.NAMES) - {
    extension.CT_POISON,
    extension.CT_SCTS,
    extension.PROXY_CERT_INFO,
    extension.TLS_FEATURE,
}
"""Extensions that are read and obeyed here. The poison of RFC 6962 is critical so that nobody accepts a precertificate;
timestamps of logs and what a TLS server must support (RFC 7633) are not looked at; proxy certificates (RFC 3820) are
validated by rules of their own."""


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Report each critical extension that is not known (RFC 5280, 4.2; 6.1.4 (o); 6.1.5 (f)).

    ``rules.known_critical_extensions``, where a profile gives it, is the set of OIDs that its verifier knows.
    """
    known = ctx.rules.known_critical_extensions
    if known is None:
        known = KNOWN
    certificate, seen = ctx.certificate, set()
    for one in certificate.extensions:
        if not one.critical or one.oid in known or one.oid in seen:
            continue
        seen.add(one.oid)
        yield CHECK.finding(
            certificate,
            variant=ROLE_VARIANTS[ctx.role],
            severity=Severity.WARNING if ctx.role is Role.ANCHOR else Severity.ERROR,
            field=one.label,
            observed=f"the extension {_shown(one)} is critical, and path validation does not know it",
            expected="only known extensions, or this one marked as not critical",
            actions=(for_certificate("reissue", certificate),),
            oid=one.oid,
            name=one.label,
            subject=str(certificate.subject),
        )


def _shown(one: extension.Extension) -> str:
    return one.oid if one.label == one.oid else f"{one.label} ({one.oid})"


CHECK = Check(
    id="path.critical-extension-unknown",
    title="A critical extension is not known",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2"), Citation("RFC 5280", "6.1.4 (o)"), Citation("RFC 5280", "6.1.5 (f)")),
    explanation=(
        "'Critical' means: who does not understand this must not use the certificate. Verifiers refuse a critical "
        "extension that they do not know ('unhandled critical extension'). What one verifier knows another may "
        "not, so private extensions should never be critical."
    ),
    remedy="Have the certificate reissued without the extension, or with it marked as not critical.",
    find=find,
    variants=("target", "issuer", "anchor"),
)
