"""Each issuer whose path length is exceeded by what stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.extension import PROXY_CERT_INFO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PathContext
    from chainaudit.model.finding import Finding


def applies(ctx: PathContext) -> bool:
    """Only where every violation counts, not the first alone."""
    return bool(ctx.rules.count_every_path_length)


def find(ctx: PathContext) -> Iterator[Finding]:
    """Count what is not self-issued between the target and each issuer; proxy certificates below count apart."""
    below = proxies = 0
    for position, certificate in enumerate(ctx.path.certificates):
        constraints = certificate.basic_constraints
        limit = None if constraints is None else constraints.path_length
        if position > 1 and limit is not None and below > limit + proxies:
            yield CHECK.finding(
                certificate,
                position=position,
                observed=f"{below} intermediates stand below it",
                expected=f"at most {limit}",
                field="basicConstraints",
                below=below,
                limit=limit,
            )
        if position and not certificate.is_self_issued:
            below += 1
        if certificate.extension(PROXY_CERT_INFO) is not None:
            proxies += 1


CHECK = Check(
    id="path.length-exceeded",
    title="An issuer's path length is exceeded",
    severity=Severity.WARNING,
    scope=Scope.PATH,
    cites=(Citation("RFC 5280", "4.2.1.9"), Citation("RFC 5280", "6.1.4 (l)")),
    explanation="pathLenConstraint says how many CAs may stand between an issuer and the target. OpenSSL reports every "
    "issuer for which it does not hold, the anchor included.",
    remedy="Have the issuer reissued with a larger path length, or the target issued by a CA higher up.",
    find=find,
    applies=applies,
    refines=("path.too-long",),
)
