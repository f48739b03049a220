"""The common name is none of the subject alternative names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model import name
from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.general_name import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


_LABEL: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def applies(ctx: CertificateContext) -> bool:
    """Only where the Baseline Requirements are asked for, and only a target that has a common name."""
    return (
        bool(ctx.rules.baseline_requirements)
        and ctx.role is Role.TARGET
        and bool(ctx.certificate.subject.values(name.COMMON_NAME))
    )


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Compare character for character; addresses are written as RFC 3986 and RFC 5952 do, which ipaddress follows.

    A host name beside addresses alone, and the domain that a wildcard stands under, are told apart as variants: they
    break the same clause, but name nobody whom the alternative names do not concern.
    """
    names = ctx.certificate.subject_alternative_names or ()
    hosts = {n.text for n in names if n.kind is NameKind.DNS}
    addresses = {n.shown for n in names if n.kind is NameKind.IP}
    for common_name in ctx.certificate.subject.values(name.COMMON_NAME):
        if common_name not in hosts | addresses:
            variant = _variant(common_name, hosts, addresses)
            yield CHECK.finding(
                ctx.certificate,
                observed=f"the common name is '{common_name[:253]}'",
                expected=f"one of {', '.join(sorted(hosts | addresses)[:5]) or 'the alternative names, if any'}",
                field="subject",
                variant=variant,
                severity=Severity.ERROR if variant == "differs" else Severity.WARNING,
            )


def _variant(common_name: str, hosts: set[str], addresses: set[str]) -> str:
    if f"*.{common_name}" in hosts:
        return "wildcard-domain"
    return "other-kind" if addresses and not hosts and _is_host_name(common_name) else "differs"


def _is_host_name(text: str) -> bool:
    """Whether it is a name of two labels or more and the last one is no number, as that of an address would be."""
    labels = text.split(".")
    return (
        len(labels) > 1 and labels[-1].isalpha() and all(_LABEL.issuperset(label.lower()) and label for label in labels)
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
    variants=("differs", "other-kind", "wildcard-domain"),
)
