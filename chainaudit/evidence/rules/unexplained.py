"""What is left where no other rule has a word: an alert that tells nothing, a program that ended with an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.evidence.rules import client_certificate
from chainaudit.evidence.view import CLIENT, SERVER, View, Vote

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(view: View) -> Iterator[Vote]:
    """A failure that is plain, though its cause is not."""
    connection, alert = view.connection, view.fatal
    if alert is not None and not connection.established:
        reason = f"the {alert.by} ends the handshake with {alert.description}"
        yield Vote("handshake_failure_unspecified", 0.3, alert.by, reason)
    elif connection.exit_status and connection.established and not connection.server_data:
        yield from _ended_after_request(view)


def _ended_after_request(view: View) -> Iterator[Vote]:
    """The handshake is over for the client, then its program fails: the server had not judged the client yet."""
    if view.connection.viewpoint != CLIENT or not view.client_asked:
        return
    reason = (
        f"the server asked for a client certificate, and the program ended with status "
        f"{view.connection.exit_status} after the handshake"
    )
    if view.connection.client_presented == () or view.connection.client_configured is False:
        yield from client_certificate.missing(view, reason, 0.5)
    else:
        yield Vote("client_cert_rejected", 0.5, SERVER, reason)
