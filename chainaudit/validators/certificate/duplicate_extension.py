"""One extension stands in a certificate twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Name every extension that is there a second time, at the byte where it is."""
    extensions = ctx.certificate.extensions
    if len({found.oid for found in extensions}) == len(extensions):
        return
    seen = set()
    for found in extensions:
        if found.oid in seen:
            yield CHECK.finding(
                ctx.certificate,
                observed=f"{found.label} is there again at byte {found.offset}",
                expected="each extension once",
                field=found.label,
                offset=found.offset,
            )
        seen.add(found.oid)


CHECK = Check(
    id="certificate.duplicate-extension",
    title="An extension is there more than once",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2"),),
    explanation="Which of the two counts is a guess: Java, Go and cryptography refuse to read such a certificate, "
    "OpenSSL before 4.1 takes one of them.",
    remedy="Have the certificate reissued with each extension once.",
    find=find,
)
