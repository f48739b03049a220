"""A peer answers otherwise to a client that sends no server name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity, Undetermined
from chainaudit.model.peer import COMPLETED
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PeerContext
    from chainaudit.model.finding import Finding


def find(ctx: PeerContext) -> Iterator[Finding | Undetermined]:
    """Compare the answers with and without server_name (RFC 6066, 3)."""
    other = ctx.peer.without_server_name
    first = ctx.peer.handshake
    if other is None:
        yield Undetermined("the peer was not asked without a server name", missing=True)
        return
    name = ctx.peer.endpoint.server_name or ""
    if first.presented and other.presented and first.presented[0] != other.presented[0]:
        seen, variant = f"without SNI it presents '{other.presented[0].subject}'", "other-certificate"
    elif first.presented and not other.presented and other.outcome != COMPLETED:
        seen, variant = "without SNI it presents no certificate and ends the handshake", "refused"
    else:
        return
    yield CHECK.finding(
        other.presented[0] if other.presented else None,
        observed=seen,
        expected=f"the same certificate as for '{name}', or clients that all send SNI",
        field="server_name",
        variant=variant,
        actions=(Action("set-server-name", host=name, side="client"),),
    )


CHECK = Check(
    id="peer.server-name-needed",
    title="The peer answers otherwise without SNI",
    severity=Severity.NOTICE,
    scope=Scope.PEER,
    cites=(Citation("RFC 6066", "3"),),
    explanation=(
        "A server of many names picks its certificate by the name that the client sends. Clients that send none (Java "
        "before 7, Java with jsse.enableSNIExtension=false, webMethods with IAIK, health checks by address) get "
        "another certificate or none, and fail although everybody else connects."
    ),
    remedy="Let every client send the server name, or give the peer a default certificate that is right for them.",
    find=find,
    variants=("other-certificate", "refused"),
)
