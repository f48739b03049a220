"""What marks an issuer as a CA is not basicConstraints, or nothing does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.validators.usage.marks import Mark, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


def applies(ctx: CertificateContext) -> bool:
    """Only some verifiers still take old marks for the mark of a CA."""
    return bool(ctx.rules.authority_marks)


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Name the mark; cA=TRUE, with keyCertSign where keyUsage is there, is no finding."""
    mark = mark_of(ctx.certificate)
    if mark is Mark.NONE and ctx.role is Role.TARGET:
        return  # a target need be no CA
    if mark is not Mark.BASIC_CONSTRAINTS:
        yield CHECK.finding(
            ctx.certificate,
            observed=_SAID[mark],
            expected="basicConstraints with cA=TRUE",
            field="basicConstraints",
            variant=mark.value,
        )


_SAID = {
    Mark.NONE: "nothing marks it as a CA",
    Mark.VERSION_1: "it is a self-signed certificate of version 1, which some verifiers take for a CA",
    Mark.KEY_USAGE: "keyCertSign stands in keyUsage, but there is no basicConstraints",
    Mark.NETSCAPE: "only the Netscape certificate type says that it is a CA",
}

CHECK = Check(
    id="usage.authority-marks",
    title="A certificate is a CA by an old mark, or by none",
    severity=Severity.WARNING,
    scope=Scope.CERTIFICATE,
    cites=(
        Citation("RFC 5280", "4.2.1.9"),
        Citation("OpenSSL", "openssl-verification-options(1), Certificate Extensions"),
    ),
    explanation="Before basicConstraints other fields said that a certificate may issue others. OpenSSL still takes "
    "them in the certificate at the end of a path, and nowhere else.",
    remedy="Have the CA reissued with basicConstraints cA=TRUE and keyUsage keyCertSign.",
    find=find,
    stands_alone=True,
    applies=applies,
    refines=("path.issuer-not-ca", "path.version-1", "usage.key-usage"),
    variants=tuple(mark.value for mark in Mark if mark is not Mark.BASIC_CONSTRAINTS),
)
