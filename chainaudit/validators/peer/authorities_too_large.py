"""A server's request for a client certificate is longer than clients can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.peer import JAVA_AUTHORITIES_LIMIT, TRANSFER_CFT_AUTHORITIES_LIMIT
from chainaudit.model.remedy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PeerContext
    from chainaudit.model.finding import Finding


def applies(ctx: PeerContext) -> bool:
    """Whether a client certificate is asked for."""
    return ctx.peer.handshake.authorities is not None


def find(ctx: PeerContext) -> Iterator[Finding]:
    """Compare the size of the CertificateRequest with what clients take."""
    size = ctx.peer.handshake.request_bytes or 0
    if size <= TRANSFER_CFT_AUTHORITIES_LIMIT:
        return
    in_java = size > JAVA_AUTHORITIES_LIMIT
    yield CHECK.finding(
        observed=f"the request is {size:,} bytes long, with {len(ctx.peer.handshake.authorities or ())} authorities",
        expected=f"at most {TRANSFER_CFT_AUTHORITIES_LIMIT:,} bytes (Transfer CFT), {JAVA_AUTHORITIES_LIMIT:,} (Java)",
        field="CertificateRequest",
        severity=Severity.ERROR if in_java else Severity.WARNING,
        variant="java" if in_java else "transfer-cft",
        actions=(Action("reduce-authorities", side="server"),),
        bytes=size,
    )


CHECK = Check(
    id="peer.authorities-too-large",
    title="The list of authorities is too long for some clients",
    severity=Severity.ERROR,
    scope=Scope.PEER,
    cites=(Citation("RFC 8446", "4.2.4"), Citation("Transfer CFT", "RRUSIZE"), Citation("RFC 5246", "7.4.4")),
    explanation=(
        "A server that trusts a whole public bundle sends every name of it to every client. Java refuses handshake "
        "messages over 32,768 bytes by default, Transfer CFT over its RRUSIZE of at most 32,750, and both fail with "
        "an error that says nothing of it."
    ),
    remedy="Let the server trust only the authorities of its clients, or name fewer of them in the request.",
    find=find,
    applies=applies,
    variants=("java", "transfer-cft"),
)
