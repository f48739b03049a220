"""What Java's certificate factory refuses to read, so that no path is ever looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only Java reads certificates so."""
    return bool(ctx.rules.java_reading)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Tell the first thing at which Java gives a certificate up."""
    from chainaudit.model import java_reading

    why = java_reading.refusal(ctx.certificate)
    if why is not None:
        yield CHECK.finding(ctx.certificate, observed=why, expected="a certificate that Java reads")


CHECK = Check(
    id="certificate.java-reading",
    title="Java cannot read the certificate",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2"),),
    explanation="Java's certificate factory reads BER and passes over much, but gives a certificate up where an "
    "extension that is critical holds a value that it cannot read, and where one of an older version has extensions.",
    remedy="Have the certificate reissued as version 3, with extensions that keep to RFC 5280.",
    find=find,
    applies=applies,
)
