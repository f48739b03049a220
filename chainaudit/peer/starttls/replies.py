"""Replies of text protocols with three digits and a hyphen for more lines (RFC 5321, 4.2.1; RFC 959, 4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import PeerError

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation

MAX_LINES: Final = 100
"""No server lists as many capabilities; more is a peer that never ends."""


def reply(conversation: Conversation, expected: str, asked: str) -> list[str]:
    """Return the lines of the next reply.

    Raises:
        PeerError: it does not begin with ``expected``, or never ends.
    """
    lines: list[str] = []
    for _ in range(MAX_LINES):
        line = conversation.line()
        lines.append(line)
        if not line.startswith(expected):
            if line[:3].isdigit():
                raise PeerError(f"the server answered {asked} with: {line[:120]}")
            if len(lines) == 1:
                raise PeerError(f"the server does not speak this protocol; it said: {line[:120]}")
        elif line[3:4] != "-":
            return lines
    raise PeerError(f"the server's answer to {asked} does not end")
