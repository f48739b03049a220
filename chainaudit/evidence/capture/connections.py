"""Captures: pcap and pcapng, read in chunks, connections told apart, TLS read in each (also behind STARTTLS)."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from chainaudit.evidence.capture.conversation import Conversation
from chainaudit.evidence.capture.file import is_capture, read_packets
from chainaudit.evidence.capture.segments import ACK, FIN, RST, SYN, Segment, segment_of
from chainaudit.evidence.certificates import CertificateCache
from chainaudit.evidence.parser import Parser, ParserContext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_LINGERING: Final = 256
"""Connections that have ended are kept this long for what comes late: acknowledgements, retransmissions."""

MAX_OPEN: Final = 20_000
"""Connections followed at a time; beyond this the one that has been silent longest is told as it stands."""


def sniff(head: bytes) -> float:
    """Captures have magic numbers."""
    return 1.0 if is_capture(head) else 0.0


def parse(stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
    """The connections of a capture, each when its place is taken or the capture ends; ``index`` is their SYN order.

    Raises:
        EvidenceError: the file is no capture.
    """
    table = _Table(context)
    take = table.take
    time = 0.0
    for time, link_type, data in read_packets(stream):
        segment = segment_of(link_type, data)
        if segment is not None and (done := take(segment, time)):
            yield from done
    yield from table.finish(time)


class _Table:
    """The connections that are open, by direction."""

    __slots__ = ("_cache", "_context", "_count", "_flows", "_lingering")

    def __init__(self, context: ParserContext) -> None:
        self._context = context
        self._cache = CertificateCache()
        self._flows: dict[bytes, Conversation] = {}
        self._count = 0
        self._lingering: deque[Conversation] = deque()

    def take(self, segment: Segment, time: float) -> list[Connection]:
        """Follow one segment; the connections that this ends, nearly always none."""
        conversation = self._flows.get(segment.flow)
        if conversation is not None and not segment.flags & SYN:
            conversation.take(segment, time)
            return self._retire(conversation, time) if conversation.is_over else []
        return self._take_opening(conversation, segment, time)

    def _retire(self, conversation: Conversation, time: float) -> list[Connection]:
        """Let what is over linger for its last segments, and tell what has lingered long enough."""
        if not conversation.is_lingering:
            conversation.is_lingering = True
            self._lingering.append(conversation)
        if len(self._lingering) <= MAX_LINGERING:
            return []
        oldest = self._lingering.popleft()
        for flow in oldest.flows:
            if self._flows.get(flow) is oldest:
                del self._flows[flow]
        return [oldest.finish(time)] if not oldest.is_told else []

    def _take_opening(self, conversation: Conversation | None, segment: Segment, time: float) -> list[Connection]:
        done: list[Connection] = []
        opening = segment.flags & SYN and not segment.flags & ACK
        if conversation is not None and opening and conversation.syn_sequence not in {None, segment.sequence}:
            done.append(self._end(segment, time))
            conversation = None
        if conversation is None:
            ends = segment.flags & (FIN | RST | ACK) and not segment.flags & SYN
            if not opening and not segment.payload and ends:
                return done
            done += self._make_room(time)
            conversation = self._open(segment)
        conversation.take(segment, time)
        return done

    def finish(self, time: float) -> Iterator[Connection]:
        """Every connection that is left, in the order in which they began."""
        left = {id(conversation): conversation for conversation in self._flows.values()}
        self._flows.clear()
        for conversation in sorted(left.values(), key=lambda each: each.connection.index):
            yield conversation.finish(time)

    def _open(self, segment: Segment) -> Conversation:
        conversation = Conversation(self._context.source, self._count, segment, self._cache, self._context.keylog)
        self._count += 1
        self._flows[segment.flow] = self._flows[segment.reverse] = conversation
        return conversation

    def _end(self, segment: Segment, time: float) -> Connection:
        """A new SYN with another number on the same ports: the connection before it is over."""
        before = self._flows.pop(segment.flow)
        self._flows.pop(segment.reverse, None)
        return before.finish(time)

    def _make_room(self, time: float) -> Iterator[Connection]:
        if len(self._flows) < 2 * MAX_OPEN:
            return
        flows = list(self._flows)
        closed = [flow for flow in flows if self._flows[flow].is_over] or flows[:2]
        done: set[int] = set()
        for flow in closed:
            conversation = self._flows.pop(flow)
            if id(conversation) not in done and not conversation.is_told:
                done.add(id(conversation))
                yield conversation.finish(time)


PARSER: Final = Parser("capture", "pcap and pcapng captures", sniff, parse)
