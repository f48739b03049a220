"""A handshake with a peer did not complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.check import Check, Citation, Scope, Severity
from chainaudit.model.evidence import CLIENT
from chainaudit.model.peer import COMPLETED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import PeerContext
    from chainaudit.model.finding import Finding
    from chainaudit.model.peer import PeerHandshake


def applies(ctx: PeerContext) -> bool:
    """Whether there was TLS at all: a peer that is not there is an audit that failed, not a finding."""
    return ctx.peer.handshake.spoke_tls


def find(ctx: PeerContext) -> Iterator[Finding]:
    """Look at the last handshake: the one with a client certificate where there was one."""
    first, attempt = ctx.peer.handshake, ctx.peer.attempt
    last = attempt or first
    if last.outcome == COMPLETED:
        return
    if attempt is not None:
        observed, variant = f"with the client's certificate it ended: {_said(last)}", "client-refused"
    elif first.authorities is not None:
        observed, variant = f"a client certificate is wanted, and none was sent: {_said(last)}", "certificate-wanted"
    else:
        observed, variant = f"the handshake ended: {_said(last)}", "refused"
    unasked = variant == "certificate-wanted" and ctx.client is None
    yield CHECK.finding(
        None,
        observed=observed,
        expected="a handshake that completes",
        field="alert",
        variant=variant,
        severity=Severity.WARNING if unasked else Severity.ERROR,
        remedy=_unanswered(ctx) if variant == "certificate-wanted" and ctx.client is not None else _REMEDIES[variant],
        alerts=tuple(a.description for a in last.alerts),
    )


def _said(handshake: PeerHandshake) -> str:
    told = [f"the peer sent {a.description} ({a.code})" for a in handshake.alerts if a.by != CLIENT]
    own = [f"{a.description} ({a.code})" for a in handshake.alerts if a.by == CLIENT]
    if own:  # the reason is what came; the alert is only how this side said so
        told.append(f"{handshake.error or 'what it sent cannot be used'}; this side answered with {', '.join(own)}")
    return ", ".join(told) or handshake.error or "no alert was sent"


_REMEDIES = {
    "refused": (
        "Compare versions and cipher suites of both sides (handshake_failure, protocol_version) and the server name "
        "(unrecognized_name, internal_error); the peer's own log says which it is."
    ),
    "certificate-wanted": "Name the client's own store with --client-store; it is then judged, and tried.",
    "client-refused": (
        "Read the alert: unknown_ca and certificate_unknown, the peer does not trust the client's issuer or lacks an "
        "intermediate; certificate_expired and unsupported_certificate, the certificate itself is refused."
    ),
}


def _unanswered(ctx: PeerContext) -> str:
    """Say why the client's store, which was given, was of no help."""
    choice = ctx.peer.client_choice
    if choice is not None and choice.unread:
        return f"None was tried, for {choice.reason}: give the password of the key."
    if ctx.client_alias is not None and choice is not None:
        return f"None was tried, for {choice.reason}."
    return (
        "No entry of the client's store answers the list of authorities, so that none was tried; what is said of its "
        "entries tells why. --client-alias tries one all the same."
    )


CHECK = Check(
    id="peer.handshake-refused",
    title="The handshake with the peer does not complete",
    severity=Severity.ERROR,
    scope=Scope.PEER,
    cites=(Citation("RFC 8446", "6.2"), Citation("RFC 5246", "7.2.2")),
    explanation=(
        "A peer that ends the handshake serves nobody who asks as this client did. The chain that it showed before is "
        "judged all the same."
    ),
    remedy=_REMEDIES["refused"],
    find=find,
    applies=applies,
    variants=("refused", "certificate-wanted", "client-refused"),
)
