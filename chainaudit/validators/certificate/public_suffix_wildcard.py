"""A wildcard covers a whole public suffix, as ``*.com`` does."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.context import Role
from chainaudit.model.general_name import NameKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext
    from chainaudit.model.finding import Finding


@functools.cache
def suffixes() -> Any:  # noqa: ANN401 - the library's own class
    """Return the public suffix list, read once; only its ICANN part, for private suffixes belong to one owner."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=True)


def _wildcards(ctx: CertificateContext) -> tuple[str, ...]:
    names = ctx.certificate.subject_alternative_names or ()
    return tuple(n.text for n in names if n.kind is NameKind.DNS and n.text.startswith("*."))


def applies(ctx: CertificateContext) -> bool:
    """Only a target with wildcards, and only where the profile does not match them."""
    return not ctx.rules.public_suffix_wildcards and ctx.role is Role.TARGET and bool(_wildcards(ctx))


def find(ctx: CertificateContext) -> Iterator[Finding]:
    """Ask the list of what stands behind the asterisk; a name of one label is a suffix, listed or not."""
    for wildcard in _wildcards(ctx):
        rest = wildcard[2:].rstrip(".").lower()
        if rest and suffixes().is_public(rest):
            yield CHECK.finding(
                ctx.certificate,
                observed=f"{wildcard} covers everything under the public suffix {rest}",
                expected="a wildcard under a registered domain",
                field="subjectAltName",
            )


CHECK = Check(
    id="certificate.public-suffix-wildcard",
    title="A wildcard covers a whole public suffix",
    severity=Severity.ERROR,
    scope=Scope.CERTIFICATE,
    cites=(Citation("CA/Browser Forum TLS BR", "3.2.2.6"),),
    explanation="Whoever holds the key could be any site under that suffix; nobody owns one.",
    remedy="Have the certificate reissued with a wildcard under a domain of your own.",
    applies=applies,
    find=find,
)
