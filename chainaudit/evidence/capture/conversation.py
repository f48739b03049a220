"""One TCP connection of a capture: who is the client, what was said before TLS, then TLS, then how it was closed."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.capture.reassembly import Piece, Reassembly
from chainaudit.evidence.capture.segments import ACK, FIN, RST, SYN, Segment, endpoints
from chainaudit.evidence.story import Story
from chainaudit.model.evidence import CLIENT, SERVER, Connection, other_side
from chainaudit.tls.records import looks_like_tls
from chainaudit.tls.session import Session

if TYPE_CHECKING:
    from chainaudit.evidence.certificates import CertificateCache
    from chainaudit.tls.keylog import KeyLog

MAX_PLAINTEXT_BYTES: Final = 4096
"""What each side says before TLS (banners, STARTTLS) is kept this far."""

_HANDSHAKE: Final = 22
_CLIENT_HELLO: Final = 1
_SERVER_MESSAGES: Final = frozenset((2, 4, 12, 13, 14, 22))


@final
class _Half:
    """One direction: its stream, whose it is once that is known, and when it last said something (0 where never)."""

    __slots__ = ("end", "is_seen", "last", "side", "stream")

    def __init__(self) -> None:
        self.stream = Reassembly()
        self.side: str | None = None
        self.is_seen = False
        self.last = 0.0
        self.end: int | None = None

    @property
    def is_cut(self) -> bool:
        """Whether the FIN shows that its last bytes were not captured."""
        return self.end is not None and self.stream.is_ahead(self.end)


@final
class Conversation:
    """Takes the segments of both directions of one connection and tells its `Connection`, once.

    ``is_over`` tells that both sides have ended it, or one has reset it; ``is_lingering`` is for whoever keeps it.
    """

    __slots__ = (
        "_closings",
        "_early",
        "_forward",
        "_gaps",
        "_halves",
        "_opened",
        "_plaintext",
        "_started",
        "_syn",
        "_synack",
        "connection",
        "flows",
        "is_lingering",
        "is_over",
        "is_told",
        "session",
        "story",
        "syn_sequence",
    )

    def __init__(
        self, source: str, index: int, segment: Segment, cache: CertificateCache, keylog: KeyLog | None
    ) -> None:
        self.connection = Connection(source, index)
        self.session = Session(keylog)
        self.story = Story(self.connection, self.session, cache)
        self._forward = segment.flow
        self.flows = (segment.flow, segment.reverse)
        self._halves = {flow: _Half() for flow in self.flows}
        self._started = {CLIENT: False, SERVER: False}
        self._early = {CLIENT: b"", SERVER: b""}
        self._plaintext = {CLIENT: bytearray(), SERVER: bytearray()}
        self._closings: list[tuple[str, str]] = []
        self._opened = 0.0
        self._syn = self._synack = self._gaps = self.is_over = False
        self.syn_sequence: int | None = None
        self.is_lingering = self.is_told = False

    def take(self, segment: Segment, time: float) -> None:
        """Take the next segment of either direction, captured at ``time`` (seconds since the epoch)."""
        flow, sequence, flags, payload, missing = segment
        half = self._halves[flow]
        if not half.is_seen:
            half.is_seen = True
            self.connection.moment = self.connection.moment or _moment(time)
        if flags & SYN:
            self._take_syn(segment, time)
        if payload or missing:
            side = half.side or self._find_side(segment)
            if not missing and half.stream.is_next(sequence, len(payload)):
                self._hear(side, payload)
            else:
                for piece in half.stream.feed(sequence, payload, missing):
                    self._deliver(side, piece)
            half.last = time
        if flags & (FIN | RST):
            self._take_close(segment, time)

    def finish(self, end: float) -> Connection:
        """The connection as far as it was seen; ``end`` is the time of the capture's last packet."""
        for flow, half in self._halves.items():
            for piece in half.stream.flush():
                self._deliver(half.side or self._guess_side(flow), piece)
        self.is_told = True
        connection = self.story.finish()
        self._name(connection)
        for side in (CLIENT, SERVER):
            self._add_plaintext(side, self._early[side])
        connection.plaintext = {side: bytes(data) for side, data in self._plaintext.items() if data}
        connection.closings = tuple(self._closings)
        begun = self._syn or self._synack or connection.offer is not None
        connection.gaps = self._gaps or not begun or any(half.is_cut for half in self._halves.values())
        halves = self._halves.values()
        connection.syn_only = self._syn and not self._synack and not any(half.last for half in halves)
        seen = [half.side for half in halves if half.is_seen]
        if len(seen) == 1 and not connection.syn_only and self._went_on():
            missing = SERVER if seen == [CLIENT] else CLIENT
            connection.unseen = (f"everything that the {missing} sent",)
        client, server = self._last(CLIENT), self._last(SERVER)
        connection.spoke = tuple(side for side, last in ((CLIENT, client), (SERVER, server)) if last)
        if connection.syn_only and not self._closings:
            connection.waited_seconds = max(0.0, end - self._opened)
        elif not connection.waited_seconds and client > server:
            connection.waited_seconds = max(0.0, end - client)
        return connection

    def _last(self, side: str) -> float:
        """When ``side`` last said something, 0 where it never did."""
        return max((half.last for half in self._halves.values() if half.side == side), default=0.0)

    def _went_on(self) -> bool:
        """Whether the side that was seen said more than its first word: it must have been answered."""
        story, connection = self.story, self.connection
        more = story.alerts or self._closings or connection.sealed_lengths or connection.client_data
        return len(story.steps) > 1 or bool(more)

    def _take_syn(self, segment: Segment, time: float) -> None:
        self._halves[segment.flow].stream.start(segment.sequence + 1)
        if segment.flags & ACK:
            self._synack = True
            self._set_roles(segment.reverse, segment.flow)
        else:
            self._opened = self._opened or time
            self._syn = True
            self.syn_sequence = segment.sequence
            self._set_roles(segment.flow, segment.reverse)
            if not self._last(CLIENT) and self.connection.waited_seconds == 0:
                self.connection.moment = _moment(time)

    def _set_roles(self, client: bytes, server: bytes) -> None:
        for flow, side in ((client, CLIENT), (server, SERVER)):
            half = self._halves[flow]
            half.side = half.side or side

    def _find_side(self, segment: Segment) -> str:
        """Whose the first bytes are where no SYN was seen: by what they are, else by the ports."""
        data = segment.payload
        side = None
        if len(data) > 5 and data[0] == _HANDSHAKE and data[1] == 3:
            if data[5] == _CLIENT_HELLO:
                side = CLIENT
            elif data[5] in _SERVER_MESSAGES:
                side = SERVER
        side = side or self._guess_side(segment.flow)
        flows = (segment.flow, segment.reverse) if side == CLIENT else (segment.reverse, segment.flow)
        self._set_roles(*flows)
        return side

    def _guess_side(self, flow: bytes) -> str:
        """Servers have the lower port, nearly always; with equal ports whoever spoke first is the client."""
        _, source, _, destination = endpoints(flow)
        if source == destination:
            return CLIENT if flow == self._forward else SERVER
        return CLIENT if source > destination else SERVER

    def _take_close(self, segment: Segment, time: float) -> None:
        side = self._halves[segment.flow].side or self._guess_side(segment.flow)
        how = "reset" if segment.flags & RST else "fin"
        if (side, how) not in self._closings:
            self._closings.append((side, how))
        if how == "fin":
            self._halves[segment.flow].end = segment.sequence + len(segment.payload) + segment.missing
        last = max(half.last for half in self._halves.values())
        if last and len(self._closings) == 1:
            self.connection.waited_seconds = max(0.0, time - last)
        if how == "reset" or {closer for closer, _ in self._closings} == {CLIENT, SERVER}:
            self.is_over = True

    def _deliver(self, side: str, piece: Piece) -> None:
        if piece.gap:
            self._gap(side, piece.gap)
        if piece.data:
            self._hear(side, piece.data)
        if piece.missing:
            self._gap(side, piece.missing)

    def _hear(self, side: str, data: bytes) -> None:
        if not self._started[side]:
            self._before_tls(side, data)
            return
        events = self.session.feed(side, data)
        if events:
            self.story.take(events)
            if self.session.is_sealed(CLIENT) and self.session.is_sealed(SERVER):
                self.session.pass_over_data()

    def _gap(self, side: str, length: int) -> None:
        self._gaps = True
        if self._started[side]:
            self.story.take(self.session.gap(side, length))

    def _before_tls(self, side: str, data: bytes) -> None:
        """Look for the start of TLS: at the start of what a side says, or behind its plain text."""
        data = self._early[side] + data
        self._early[side] = b""
        if len(data) < 6 and data[0] == _HANDSHAKE:
            self._early[side] = data
            return
        start = self._tls_start(side, data)
        if start < 0:
            self._add_plaintext(side, data)
            return
        self._add_plaintext(side, data[:start])
        self._started[side] = True
        self.story.take(self.session.feed(side, data[start:]))

    def _tls_start(self, side: str, data: bytes) -> int:
        client = side == CLIENT
        if looks_like_tls(data, client=client) and self._may_start(side, data):
            return 0
        start = data.find(b"\x16\x03")
        while 0 <= start < MAX_PLAINTEXT_BYTES:
            if looks_like_tls(data[start:], client=False) and self._may_start(side, data[start:]):
                return start
            start = data.find(b"\x16\x03", start + 2)
        return -1

    def _may_start(self, side: str, data: bytes) -> bool:
        """A plain text side must start with a hello; one without any may be seen from the middle."""
        if data[0] != _HANDSHAKE:
            return self._started[other_side(side)] or not self._plaintext[side]
        return not self._plaintext[side] or (len(data) > 5 and data[5] in {_CLIENT_HELLO, 2})

    def _add_plaintext(self, side: str, data: bytes) -> None:
        kept = self._plaintext[side]
        kept += data[: MAX_PLAINTEXT_BYTES - len(kept)]

    def _name(self, connection: Connection) -> None:
        client = next((flow for flow, half in self._halves.items() if half.side == CLIENT), self._forward)
        source, source_port, destination, destination_port = endpoints(client)
        connection.label = f"{_address(source, source_port)} > {_address(destination, destination_port)}"
        connection.address = _address(destination, destination_port)
        connection.server_port = destination_port


def _moment(time: float) -> datetime | None:
    """A time of a capture, None where the file holds none."""
    try:
        return datetime.fromtimestamp(time, timezone.utc) if time > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def _address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
