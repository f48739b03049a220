"""ManageSieve: STARTTLS (RFC 5804, 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.errors import PeerError
from chainaudit.model.starttls import StartTls

if TYPE_CHECKING:
    from chainaudit.model.starttls import Conversation


MAX_LINES = 100


def prepare(conversation: Conversation, _host: str) -> None:
    """Read the capabilities and ask for TLS."""
    capabilities = _until_done(conversation, "the greeting")
    if not any(line.upper().startswith('"STARTTLS"') for line in capabilities):
        raise PeerError("the server does not offer STARTTLS")
    conversation.send(b"STARTTLS\r\n")
    _until_done(conversation, "STARTTLS")


def _until_done(conversation: Conversation, asked: str) -> list[str]:
    lines: list[str] = []
    for _ in range(MAX_LINES):
        line = conversation.line()
        if line.upper().startswith("OK"):
            return lines
        if line.upper().startswith(("NO", "BYE")):
            raise PeerError(f"the server answered {asked} with: {line[:120]}")
        lines.append(line)
    raise PeerError(f"the server's answer to {asked} does not end")


STARTTLS = StartTls(
    name="sieve",
    title="ManageSieve with STARTTLS",
    ports=(4190,),
    prepare=prepare,
    cites=("RFC 5804, 2.2",),
    quit=b"LOGOUT\r\n",
)
