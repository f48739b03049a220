"""An X.509 certificate of version 1 or 2, which can carry no extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.certificate import VERSION_3
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Report every version below 3; an intermediate that issues others is an error (RFC 5280, 6.1.4 (k))."""
    certificate = ctx.certificate
    if certificate.version >= VERSION_3:
        return
    is_issuer = ctx.role is Role.INTERMEDIATE
    yield CHECK.finding(
        certificate,
        variant=ROLE_VARIANTS[ctx.role],
        severity=Severity.ERROR if is_issuer else Severity.WARNING,
        field="version",
        observed=f"it is an X.509 version {certificate.version} certificate"
        + (" and issues others" if is_issuer else ""),
        expected="version 3, with the extensions that say what it is for",
        actions=(for_certificate("reissue", certificate),),
        version=certificate.version,
        subject=str(certificate.subject),
    )


CHECK = Check(
    id="path.version-1",
    title="A certificate is older than X.509 version 3",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "6.1.4 (k)"), Citation("RFC 5280", "4.1.2.1")),
    explanation=(
        "Certificates of version 1 and 2 have no extensions: no names but the subject, no mark that they may issue "
        "others. As an intermediate every verifier refuses it, since nothing shows that it is a CA; as a root it "
        "is taken by most (OpenSSL in strict mode and cryptography refuse it); as a target it can carry no host "
        "name that counts."
    ),
    remedy="Have the certificate reissued as version 3 (with openssl: sign with an extension section, -extfile).",
    find=find,
    stands_alone=True,
    variants=("target", "issuer", "anchor"),
)
