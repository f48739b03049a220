"""The common name is none of the subject alternative names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model import name
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.general_name import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only where the Baseline Requirements are asked for, and only a target that has a common name."""
    return (
        bool(ctx.rules.baseline_requirements)
        and ctx.role is Role.TARGET
        and bool(ctx.certificate.subject.values(name.COMMON_NAME))
    )


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare character for character; addresses are written as RFC 3986 and RFC 5952 do, which ipaddress follows."""
    names = ctx.certificate.subject_alternative_names or ()
    written = {n.shown if n.kind is NameKind.IP else n.text for n in names if n.kind in (NameKind.DNS, NameKind.IP)}
    for common_name in ctx.certificate.subject.values(name.COMMON_NAME):
        if common_name not in written:
            yield CHECK.finding(
                ctx.certificate,
                observed=f"the common name is '{common_name[:253]}'",
                expected=f"one of {', '.join(sorted(written)[:5]) or 'the alternative names, of which there are none'}",
                field="subject",
            )


CHECK = Check(
    id="certificate.common-name-not-in-san",
    title="The common name is none of the subject alternative names",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("CA/Browser Forum TLS BR", "7.1.4.3"),),
    explanation="A verifier that still reads the common name would accept another name than one that reads the "
    "alternative names. Public CAs must copy it from there.",
    remedy="Have the certificate reissued with the common name among its subject alternative names, or without one.",
    applies=applies,
    find=find,
)
