"""What rules look at: a connection and what follows from it at once, and the votes they give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, final

from chainaudit.evidence import chain
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Alert, Connection, Remark
from chainaudit.tls.alerts import CLOSE_NOTIFY, DECODE_ERROR, USER_CANCELED

if TYPE_CHECKING:
    from chainaudit.evidence.chain import ChainFault

NETWORK: Final = "network"
NOBODY: Final = "none"

_SOFT: Final = frozenset((CLOSE_NOTIFY, USER_CANCELED))


class Vote(NamedTuple):
    """A rule's word for a cause: how much it weighs (0 to 1), who refused, and the reason."""

    cause: str
    weight: float
    refused_by: str
    reason: str


@final
class View:
    """A connection with what rules ask of it again and again. ``siblings`` are the others of the same input."""

    __slots__ = ("connection", "fatal", "server_faults", "siblings")

    def __init__(self, connection: Connection, siblings: tuple[Connection, ...] = ()) -> None:
        self.connection = connection
        self.siblings = siblings
        self.fatal = _first_fatal(connection.alerts)
        host = connection.expected_host or (connection.offer.server_name if connection.offer else None)
        self.server_faults: list[ChainFault] = chain.server_faults(
            connection.presented or (),
            connection.moment,
            host,
            is_assumed=connection.moment_is_assumed,
            is_whole=connection.presented_complete,
        )

    def fatal_by(self, side: str) -> Alert | None:
        """The first fatal alert, if ``side`` sent it."""
        return self.fatal if self.fatal is not None and self.fatal.by == side else None

    def remarks(self, *meanings: str) -> list[Remark]:
        """The remarks with one of these meanings."""
        return [remark for remark in self.connection.remarks if remark.meaning in meanings]

    def has(self, *meanings: str) -> bool:
        """Whether a remark has one of these meanings."""
        return any(remark.meaning in meanings for remark in self.connection.remarks)

    def finder(self, remark: Remark) -> str:
        """Who found the fault that a remark tells of: its side, else whose log it is."""
        return remark.side if remark.side != UNKNOWN else self.connection.viewpoint

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing from what was captured: only then does what was not seen not exist."""
        connection = self.connection
        return not connection.gaps and not any("everything" in part for part in connection.unseen)

    @property
    def client_spoke_tls(self) -> bool:
        """Whether a ClientHello was seen."""
        return self.connection.offer is not None

    @property
    def server_spoke_tls(self) -> bool:
        """Whether the server answered in TLS."""
        connection = self.connection
        return (
            connection.answer is not None
            or connection.presented is not None
            or any(step.startswith("s:") for step in connection.steps)
            or any(alert.by == SERVER for alert in connection.alerts)
        )

    @property
    def is_explained(self) -> bool:
        """Whether an alert explains the end; one that only says that the other side has left does not."""
        alert = self.fatal
        if alert is None:
            return False
        if alert.by == CLIENT:
            return self.server_spoke_tls or bool(self.plaintext(SERVER)) or not self.client_spoke_tls
        return self.client_spoke_tls or bool(self.plaintext(CLIENT)) or alert.code != DECODE_ERROR

    @property
    def server_presented(self) -> bool:
        """Whether the server's chain was seen, or its turn to be judged has come."""
        return bool(self.connection.presented) or "s:certificate" in self.connection.steps

    @property
    def client_asked(self) -> bool:
        """Whether the server asked for a client certificate."""
        return self.connection.request is not None or "s:certificate_request" in self.connection.steps

    @property
    def client_configured(self) -> bool:
        """Whether the client is known to have a certificate: the keystore that a server's log names is its own."""
        return bool(self.connection.client_configured) and self.connection.viewpoint != SERVER

    def plaintext(self, side: str) -> bytes:
        """What a side said before, or instead of, TLS."""
        return self.connection.plaintext.get(side, b"")

    def first_closing(self) -> tuple[str, str] | None:
        """Who closed first, and how."""
        return self.connection.closings[0] if self.connection.closings else None


def _first_fatal(alerts: tuple[Alert, ...]) -> Alert | None:
    """The first alert that ends a handshake; an unrecognized_name of level warning does not."""
    for alert in alerts:
        if alert.code in _SOFT:
            continue
        if alert.level == "warning" and alert.code not in _CERTIFICATE_WARNINGS:
            continue
        return alert
    return None


_CERTIFICATE_WARNINGS: Final = frozenset((41, 42, 43, 44, 45, 46, 48))
"""SSL 3 clients say that they have no certificate by a warning."""

__all__ = ["CLIENT", "NETWORK", "NOBODY", "SERVER", "UNKNOWN", "View", "Vote"]
