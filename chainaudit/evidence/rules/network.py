"""Causes below TLS: nobody listens, nobody answers, somebody hangs up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence.view import CLIENT, NETWORK, SERVER, View, Vote

if TYPE_CHECKING:
    from collections.abc import Iterator

SILENCE_SECONDS: Final = 3.0
"""A server that is going to answer a ClientHello does so within this time, a few slow ones apart."""

PATIENCE_SECONDS: Final = 1.0
"""A capture that ends sooner than this after a SYN or ClientHello does not show that it stays unanswered."""


def find(view: View) -> Iterator[Vote]:
    """Look at how the connection opened and closed; alerts and messages of programs weigh more than this."""
    connection = view.connection
    if connection.viewpoint == CLIENT:
        yield from _log_ends(view)
    if _is_refused(view):
        yield Vote("connection_refused", 0.97, NETWORK, "the attempt to connect is answered with a reset")
        return
    if connection.syn_only:
        if connection.waited_seconds >= PATIENCE_SECONDS:
            yield Vote("no_answer", 0.95, NETWORK, "the attempt to connect is not answered at all")
        return
    if connection.established or connection.server_port is None or view.is_explained:
        return
    if not view.is_whole and not (connection.gaps and SERVER not in connection.spoke):
        return
    if view.client_spoke_tls:
        yield from _handshake_cut(view)
    elif view.is_whole and connection.closings and not connection.plaintext:
        yield from _nothing_said(view)


def _log_ends(view: View) -> Iterator[Vote]:
    """A client's log that stops after its ClientHello, with no error at all."""
    connection = view.connection
    if connection.product != "openssl":
        return  # other programs say so when they give up; their logs are often excerpts
    if connection.steps == ("c:client_hello",) and not connection.alerts and not connection.remarks:
        yield Vote("no_answer", 0.5, NETWORK, "the log ends after the ClientHello, which stays unanswered")


def _is_refused(view: View) -> bool:
    connection = view.connection
    reset = any(closing == (SERVER, "reset") for closing in connection.closings)
    return reset and connection.syn_only


def _handshake_cut(view: View) -> Iterator[Vote]:
    connection = view.connection
    closing = view.first_closing()
    waited = connection.waited_seconds
    if not view.server_spoke_tls and not view.plaintext(SERVER):
        if waited >= SILENCE_SECONDS:
            yield Vote("no_answer", 0.85, NETWORK, f"the ClientHello stays unanswered for {waited:.0f} seconds")
        elif closing is None and waited >= PATIENCE_SECONDS:
            yield Vote("no_answer", 0.5, NETWORK, "the ClientHello stays unanswered until the capture ends")
    if closing is None:
        return
    side, how = closing
    stage = f"after {connection.steps[-1][2:]}" if connection.steps else "before any message"
    if how == "reset":
        yield Vote("reset_mid_handshake", 0.7, side, f"the {side} resets the connection {stage}")
    elif view.plaintext(SERVER) and not view.server_spoke_tls:
        return
    else:
        yield Vote("closed_mid_handshake", 0.55, side, f"the {side} closes the connection {stage}, without an alert")


def _nothing_said(view: View) -> Iterator[Vote]:
    side, how = view.connection.closings[0]
    if side in view.connection.spoke:
        return
    if side == SERVER and how == "reset":
        yield Vote("reset_mid_handshake", 0.5, side, "the server resets the connection before anything is said")
    else:
        reason = f"the {side} ends the connection before it has said anything: look for the reason on that side"
        yield Vote("closed_mid_handshake", 0.3, side, reason)
