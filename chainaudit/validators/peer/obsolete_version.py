"""A peer accepts a version of TLS that must not be used any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PeerContext
    from chainaudit.model.finding import Finding

OBSOLETE: Final = ("SSLv3", "TLSv1", "TLSv1.1")


def find(ctx: PeerContext) -> Iterator[Finding | Undetermined]:
    """Look at the versions that the peer chose when it was offered nothing else (RFC 8996)."""
    versions = ctx.peer.versions
    if not versions:
        yield Undetermined("the versions were not asked for", missing=True)
        return
    accepted = [name for name in OBSOLETE if versions.get(name)]
    if accepted:
        yield CHECK.finding(
            observed=f"it accepts {' and '.join(accepted)}",
            expected="TLS 1.2 and 1.3 alone",
            field="versions",
            actions=(Action("enable-protocol", protocol="TLSv1.2", side="server"),),
            versions=tuple(accepted),
        )


CHECK = Check(
    id="peer.obsolete-version",
    title="The peer accepts obsolete versions of TLS",
    severity=Severity.WARNING,
    scope=Scope.PEER,
    cites=(Citation("RFC 8996", "4, 5"), Citation("RFC 9325", "3.1.1")),
    explanation=(
        "TLS 1.0 and 1.1 must not be negotiated any more: they rest on MD5 and SHA-1, and auditors object. "
        "Clients that still need them, such as Java 7 with its defaults, stop working when they are switched off."
    ),
    remedy="Switch TLS 1.0 and 1.1 off at the peer, after its last old client has been updated.",
    find=find,
)
