"""The key log file that clients write with SSLKEYLOGFILE (RFC 9850): read as given, never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

if TYPE_CHECKING:
    from collections.abc import Iterable

MASTER_SECRET: Final = "CLIENT_RANDOM"  # noqa: S105 - a label of the format
CLIENT_HANDSHAKE: Final = "CLIENT_HANDSHAKE_TRAFFIC_SECRET"
SERVER_HANDSHAKE: Final = "SERVER_HANDSHAKE_TRAFFIC_SECRET"
CLIENT_APPLICATION: Final = "CLIENT_TRAFFIC_SECRET_0"
SERVER_APPLICATION: Final = "SERVER_TRAFFIC_SECRET_0"

MAX_LINES: Final = 1_000_000
"""A key log of a million secrets is some 200 MB; what follows is left out."""

_LABELS: Final = frozenset((MASTER_SECRET, CLIENT_HANDSHAKE, SERVER_HANDSHAKE, CLIENT_APPLICATION, SERVER_APPLICATION))
_FIELDS: Final = 3


@final
class KeyLog:
    """Secrets by the random value of the ClientHello. Its text form tells how many there are and nothing else."""

    __slots__ = ("_secrets",)

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        self._secrets: dict[bytes, dict[str, bytes]] = {}
        for count, line in enumerate(lines):
            if count >= MAX_LINES:
                break
            self._add(line)

    def _add(self, line: bytes) -> None:
        fields = line.split()
        if len(fields) != _FIELDS:
            return
        label = fields[0].decode("ascii", "replace")
        if label not in _LABELS:
            return
        try:
            random, secret = bytes.fromhex(fields[1].decode("ascii")), bytes.fromhex(fields[2].decode("ascii"))
        except ValueError:
            return
        self._secrets.setdefault(random, {})[label] = secret

    def secret(self, client_random: bytes, label: str) -> bytes | None:
        """The secret of a connection, or None."""
        return self._secrets.get(client_random, {}).get(label)

    def __len__(self) -> int:
        return len(self._secrets)

    def __repr__(self) -> str:
        return f"KeyLog({len(self)} connections)"
