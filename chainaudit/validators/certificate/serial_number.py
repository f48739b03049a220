"""The serial number is zero, negative or too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

MAX_OCTETS: Final = 20


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look at the sign and at the size as encoded; a trust anchor is known by its key, so there it is no error."""
    serial, octets = ctx.certificate.serial_number, ctx.certificate.serial_octets
    if serial > 0 and octets <= MAX_OCTETS:
        return
    severity = Severity.WARNING if ctx.role is Role.ANCHOR else Severity.ERROR
    if octets > MAX_OCTETS:
        observed, variant = f"it takes {octets} octets", "too-long"
    else:
        observed, variant = ("it is zero", "zero") if serial == 0 else ("it is negative", "negative")
    yield CHECK.finding(
        ctx.certificate,
        observed=observed,
        expected=f"a positive number of at most {MAX_OCTETS} octets",
        field="serialNumber",
        variant=variant,
        severity=severity,
        octets=octets,
    )


CHECK = Check(
    id="certificate.serial-number",
    title="The serial number is not a positive number of at most 20 octets",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.1.2.2"),),
    explanation="Revocation goes by the serial number; verifiers differ in what they make of zero, negative and "
    "over-long ones, and newer ones refuse to read such a certificate at all.",
    remedy="Have the certificate reissued by a CA that numbers as RFC 5280 asks.",
    find=find,
    variants=("zero", "negative", "too-long"),
)
