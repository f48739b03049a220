"""A key usage that was asked for expressly is not among those of the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.extension import (
    ANY_EXTENDED_KEY_USAGE,
    EXTENDED_KEY_USAGE,
    KEY_USAGE,
    KEY_USAGE_NAMES,
    USAGE_NAMES,
)
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.usage.purposes import usage_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Look at the target where something was asked for expressly."""
    return ctx.role is Role.TARGET and bool(ctx.question.required_usages or ctx.question.required_key_usage)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare what is asked for with each extension; an absent one limits nothing (RFC 5280, 4.2.1.3, 4.2.1.12)."""
    certificate = ctx.certificate
    usages = certificate.extended_key_usage
    if usages is not None or certificate.is_malformed(EXTENDED_KEY_USAGE):
        given = usages or ()
        everything = ANY_EXTENDED_KEY_USAGE in given and ctx.rules.any_usage_counts
        absent = [u for u in ctx.question.required_usages if u not in given and not everything]
        if absent:
            yield _finding(
                ctx, "extended-key-usage", "extKeyUsage", usage_names(given), [USAGE_NAMES.get(u, u) for u in absent]
            )
    bits = certificate.key_usage
    if bits is not None or certificate.is_malformed(KEY_USAGE):
        lacking = sorted(ctx.question.required_key_usage - (bits or frozenset()))
        if lacking:
            yield _finding(ctx, "key-usage", "keyUsage", bit_names(bits or frozenset()), bit_names(frozenset(lacking)))


def bit_names(bits: frozenset[int]) -> list[str]:
    """Return the names of key usage bits, in their order."""
    return [KEY_USAGE_NAMES[b] if b < len(KEY_USAGE_NAMES) else f"bit {b}" for b in sorted(bits)]


def _finding(ctx: CertificateContext, variant: str, field: str, given: list[str], missing: list[str]) -> Finding:
    certificate = ctx.certificate
    value = {"extKeyUsage": "usage", "keyUsage": "key_usage"}[field]
    return CHECK.finding(
        certificate,
        variant=variant,
        field=field,
        observed=f"{field} is {', '.join(given) or 'empty'}",
        expected=f"{', '.join(missing)} too, as asked for",
        actions=(for_certificate("reissue", certificate, **{value: ",".join((*given, *missing))}),),
        given=tuple(given),
        missing=tuple(missing),
        subject=str(certificate.subject),
    )


CHECK = Check(
    id="usage.required-missing",
    title="A usage that was asked for is missing",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2.1.12"), Citation("RFC 5280", "4.2.1.3")),
    explanation=(
        "The question asked expressly for key usages or extended key usages, and the certificate limits itself to "
        "others. A verifier that is configured with such a requirement refuses it."
    ),
    remedy="Have the certificate reissued with the usages asked for, or ask for fewer.",
    find=find,
    stands_alone=True,
    applies=applies,
    variants=("extended-key-usage", "key-usage"),
)
