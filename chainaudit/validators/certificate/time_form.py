"""A date of the validity is written in the form that is for other years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import der
from chainaudit.model.check import Check, Citation, Scope, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

FIRST: Final = 1950
LAST: Final = 2049
"""UTCTime has two digits for the year, which stand for these."""


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look for GeneralizedTime where UTCTime must be; the other way round nothing can be written."""
    certificate = ctx.certificate
    for field, moment in (("notBefore", certificate.not_before), ("notAfter", certificate.not_after)):
        if moment is None or certificate.time_tag(field) != der.GENERALIZED_TIME or not FIRST <= moment.year <= LAST:
            continue
        yield CHECK.finding(
            certificate,
            observed=f"{field} in {moment.year} is written as GeneralizedTime",
            expected=f"UTCTime for the years {FIRST} to {LAST}",
            field=field,
        )


CHECK = Check(
    id="certificate.time-form",
    title="A date is written in a form that is for other years",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.1.2.5"),),
    explanation="Dates through the year 2049 must be written as UTCTime. Most verifiers read GeneralizedTime all the "
    "same; cryptography's refuses it.",
    remedy="Have the certificate reissued by a CA that writes dates as RFC 5280 asks.",
    find=find,
)
