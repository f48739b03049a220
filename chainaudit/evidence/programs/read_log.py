"""A server's log that tells what it read and nothing else: ``read 517 bytes from ('10.0.0.1', 54070)``.

A TLS server reads from each client at least twice, its hello and its Finished. One that read from every client once,
and says nothing of an answer, never came further than the ClientHello.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.log_connection import LogConnection
from chainaudit.model.evidence import SERVER, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Connection

MAX_READS: Final = 1000
LEAST_BYTES, MOST_BYTES = 60, 16_389
"""What a ClientHello has, with the header of its record, where it comes in one."""

_READ: Final = re.compile(
    r"^(?:\S{1,40} ){0,3}(?:read|received|recv|got) (?P<size>\d{1,6}) bytes? from \(?'?(?P<host>[\w.:%-]{1,64}?)'?"
    r"(?:,? ?|:)(?P<port>\d{1,5})\)?$",
    re.IGNORECASE,
)


@final
class ReadLog:
    """Takes lines as long as all of them tell of one read from a new client; ``is_one`` tells whether they do."""

    __slots__ = ("_peers", "_reads", "is_one")

    def __init__(self) -> None:
        self.is_one = True
        self._peers: set[tuple[str, str]] = set()
        self._reads: list[tuple[int, int]] = []

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        if not line.strip():
            return
        match = _READ.match(line)
        peer = (match["host"], match["port"]) if match is not None else ("", "")
        size = int(match["size"]) if match is not None else 0
        if not LEAST_BYTES <= size <= MOST_BYTES or peer in self._peers or len(self._reads) >= MAX_READS:
            self.is_one = False
            return
        self._peers.add(peer)
        self._reads.append((number, size))

    def finish(self, source: str) -> Iterator[Connection]:
        """A connection for each read, where the log held nothing else."""
        for index, (number, size) in enumerate(self._reads if self.is_one else ()):
            log = LogConnection(source, index, f"line {number}")
            log.connection.viewpoint = SERVER
            text = f"{size} bytes were read from the client, and nothing more is told of it"
            log.add_remark(Remark("read-once", SERVER, text))
            yield log.finish()
