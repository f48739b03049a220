"""A policy extension cannot be read, so that what it limits is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import extension
from chainaudit.model.check import Check, Citation, Scope
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding

_READ: Final = {
    extension.CERTIFICATE_POLICIES: "policies",
    extension.POLICY_MAPPINGS: "mappings",
    extension.POLICY_CONSTRAINTS: "constraints",
    extension.INHIBIT_ANY_POLICY: "inhibit-any",
}


def applies(ctx: CertificateContext) -> bool:
    """The anchor's extensions are no input to policy processing (RFC 5280, 6.1.1 (d))."""
    return ctx.role is not Role.ANCHOR and any(ctx.certificate.extension(oid) is not None for oid in _READ)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Look whether each of the four policy extensions can be read."""
    for oid, variant in _READ.items():
        raw = ctx.certificate.extension(oid)
        if raw is None or not ctx.certificate.is_malformed(oid):
            continue
        why = next((f.message for f in ctx.certificate.faults if f.field == raw.label), "it cannot be read")
        yield CHECK.finding(
            ctx.certificate,
            field=raw.label,
            observed=why,
            expected="an extension that keeps to its definition",
            variant=variant,
            actions=(Action("reissue", subject=str(ctx.certificate.subject)),),
            offset=raw.offset,
        )


CHECK = Check(
    id="policy.extension-malformed",
    title="A policy extension cannot be read",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("RFC 5280", "4.2.1.4"), Citation("RFC 5280", "4.2.1.5"), Citation("RFC 5280", "4.2.1.11")),
    explanation=(
        "Policies, mappings and their limits decide whether a path is valid. Verifiers that process them refuse a "
        "certificate whose policy extensions are malformed or name one policy twice."
    ),
    remedy="Have the certificate reissued with a well-formed extension.",
    find=find,
    applies=applies,
    variants=("policies", "mappings", "constraints", "inhibit-any"),
)
