"""A peer does not know secure renegotiation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PeerContext
    from chainaudit.model.finding import Finding


def applies(ctx: PeerContext) -> bool:
    """Whether the peer answered at all."""
    return ctx.peer.handshake.secure_renegotiation is not None


def find(ctx: PeerContext) -> Iterator[Finding]:
    """Look for renegotiation_info in the ServerHello (RFC 5746, 3.4)."""
    if ctx.peer.handshake.secure_renegotiation is False:
        yield CHECK.finding(
            observed=f"its ServerHello ({ctx.peer.handshake.version}) has no renegotiation_info",
            expected="renegotiation_info in the ServerHello",
            field="ServerHello",
            actions=(Action("enable-renegotiation-info"),),
        )


CHECK = Check(
    id="peer.renegotiation-insecure",
    title="The peer does not know secure renegotiation",
    severity=Severity.WARNING,
    scope=Scope.PEER,
    cites=(Citation("RFC 5746", "3.4, 4.1"),),
    explanation=(
        "Without RFC 5746 an attacker can splice bytes in front of a session. OpenSSL 3 refuses such a server "
        "(unsafe legacy renegotiation disabled) unless it is told to connect all the same."
    ),
    remedy="Update the peer's TLS library, or enable secure renegotiation (RFC 5746) there.",
    find=find,
    applies=applies,
)
