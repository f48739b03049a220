"""Whether a certificate's extended key usages allow a purpose, in the role it plays; for the checks of each purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.context import Role
from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE, USAGE_NAMES
from chainaudit.validators.actions import for_certificate
from chainaudit.validators.wording import ROLE_VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.check import Check
    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def is_bound(ctx: CertificateContext) -> bool:
    """Whether the extended key usages of a certificate in this role count under the rules."""
    if ctx.role is Role.TARGET:
        return True
    return bool(ctx.rules.nested_usages if ctx.role is Role.INTERMEDIATE else ctx.rules.anchor_usages_count)


def missing_usage(ctx: CertificateContext, usage: str, check: Check) -> Iterator[Finding]:
    """Find a certificate whose extKeyUsage leaves ``usage`` (an OID) out; one without the extension allows all.

    RFC 5280, 4.2.1.12. An extension that cannot be read allows nothing.
    """
    certificate = ctx.certificate
    usages = certificate.extended_key_usage
    if usages is None and not certificate.is_malformed(EXTENDED_KEY_USAGE):
        return
    given = usages or ()
    has_any = ANY_EXTENDED_KEY_USAGE in given
    if usage in given or (has_any and ctx.rules.any_usage_counts):
        return
    wanted = USAGE_NAMES.get(usage, usage)
    names = ", ".join(usage_names(given)) or "cannot be read"
    variant = "any-only" if has_any and ctx.role is Role.TARGET else ROLE_VARIANTS[ctx.role]
    issues = "" if ctx.role is Role.TARGET else ", which binds what it issues"
    yield check.finding(
        certificate,
        variant=variant,
        field="extKeyUsage",
        observed=f"extKeyUsage {'is ' if usages else ''}{names}{issues}",
        expected=f"{wanted} among the extended key usages, or no such extension",
        actions=(for_certificate("reissue", certificate, usage=",".join((*usage_names(given), wanted))),),
        usages=tuple(usage_names(given)),
        wanted=wanted,
        subject=str(certificate.subject),
    )


def usage_names(usages: tuple[str, ...]) -> list[str]:
    """Return the names of extended key usages, dotted OIDs where they have none."""
    return [USAGE_NAMES.get(usage, usage) for usage in usages[:12]]
