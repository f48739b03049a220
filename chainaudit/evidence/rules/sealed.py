"""TLS 1.3 without its keys: what the lengths of sealed records still tell (RFC 8446 5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.evidence.view import CLIENT, SERVER, View, Vote

if TYPE_CHECKING:
    from collections.abc import Iterator

SEALED_ALERT: Final = frozenset((19, 35))
"""An alert (2), the content type (1) and the tag (16), as every AEAD suite but CCM_8 makes it; Java pads by 16."""

SEALED_FINISHED: Final = frozenset((53, 69, 85))
"""Finished with SHA-256 or SHA-384: 4 and 32 or 48, content type, tag; with Java's padding."""

SEALED_EMPTY_CERTIFICATE: Final = frozenset((25, 41))
"""An empty Certificate message: 4, 1 and 3, content type, tag; with Java's padding."""


MIN_CERTIFICATE_BYTES: Final = 300
"""A record with a certificate in it is longer than this."""


def find(view: View) -> Iterator[Vote]:
    """Look at who sent a record of an alert's length at a time when only an alert makes sense."""
    connection = view.connection
    if not connection.unseen or not view.is_whole or view.fatal is not None or connection.viewpoint in {CLIENT, SERVER}:
        return
    client = [length for side, length in connection.sealed_lengths if side == CLIENT]
    if client and client[0] in SEALED_ALERT:
        reason = "the client answers the server's certificate with a sealed record of the size of an alert"
        yield Vote("server_cert_rejected", 0.55, CLIENT, reason)
    elif not client and view.first_closing() is not None:
        side, how = view.connection.closings[0]
        reason = f"the {side} ends the connection ({how}) on seeing the server's sealed messages"
        if side == CLIENT:
            yield Vote("server_cert_rejected", 0.62, CLIENT, reason)
    elif client:
        yield from _client_refused(view, client)


def _client_refused(view: View, client: list[int]) -> Iterator[Vote]:
    """All that the server says after the client's certificate has the size of alerts: no ticket, no data."""
    lengths = view.connection.sealed_lengths
    start = next(index for index, (side, _) in enumerate(lengths) if side == CLIENT)
    later = lengths[start:]
    server = [length for side, length in later if side == SERVER]
    if client[0] in SEALED_FINISHED or len(client) < 2 or len(server) > MAX_PARTING:
        return
    if not all(length in SEALED_ALERT for length in server) or _client_left_first(later):
        return
    closing = view.first_closing()
    if not server and (closing is None or closing[0] != SERVER):
        return
    answer = "with a record of the size of an alert and hangs up" if server else "by hanging up"
    if client[0] in SEALED_EMPTY_CERTIFICATE:
        reason = (
            f"the client's sealed certificate message has the size of an empty one, and the server answers {answer}"
        )
        yield Vote("client_cert_missing", 0.8, SERVER, reason)
    elif client[0] > MIN_CERTIFICATE_BYTES:
        reason = f"the server answers the client's sealed certificate {answer}"
        yield Vote("client_cert_rejected", 0.65, SERVER, reason)


def _client_left_first(later: tuple[tuple[str, int], ...]) -> bool:
    """Whether the client took its leave before the server said anything: a farewell is answered by one."""
    first = next((at for at, (side, _) in enumerate(later) if side == SERVER), 0)
    return any(length in SEALED_ALERT for _, length in later[:first])


MAX_PARTING: Final = 3
"""An alert and its repetition or close_notify; more than that is data."""
