"""Output of ``openssl s_client`` and ``s_server``: their report, ``-msg``, ``-state``, ``-debug`` and ``-trace``."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import CertificateCache, normal_name
from chainaudit.evidence.openssl import lines as lines_of
from chainaudit.evidence.openssl.chain_report import ChainReport
from chainaudit.evidence.openssl.trace import TraceReader
from chainaudit.evidence.openssl.wire_text import DebugDump, HexCollector
from chainaudit.evidence.parser import Parser
from chainaudit.evidence.speech import listen
from chainaudit.evidence.story import Story
from chainaudit.evidence.text.blocks import BlockReader
from chainaudit.evidence.text.command_line import apply_command, command_of, exit_of, tell_starttls
from chainaudit.evidence.text.line_reader import LineReader
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, AuthorityRequest, Remark, other_side
from chainaudit.tls.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.evidence.parser import ParserContext
    from chainaudit.model.evidence import Connection


def sniff(head: bytes) -> float:
    """Marks that only these programs print."""
    return min(0.9, 0.55 + 0.1 * len(lines_of.SNIFF.findall(head[:16384]))) if lines_of.SNIFF.search(head) else 0.0


@final
class _Reader(LineReader):
    """Reads line after line; a new connection begins with each accepted or opened one."""

    __slots__ = (
        "_authorities", "_blocks", "_cache", "_chain", "_connected", "_depth", "_dump", "_hex", "_states", "_trace",
        "connection", "raw", "side", "story",
    )  # fmt: skip

    PRODUCT = "openssl"

    def __init__(self, context: ParserContext) -> None:
        self._cache = CertificateCache()
        self.side = UNKNOWN
        super().__init__(context)

    def _clear(self) -> None:
        self.connection = self._log.connection
        self.connection.viewpoint = self.side
        self.story = Story(self.connection, Session(self._context.keylog), self._cache)
        self.raw = Session(self._context.keylog)
        self._hex = HexCollector()
        self._dump = DebugDump()
        self._blocks = BlockReader()
        self._authorities: list[str] | None = None
        self._states: list[str] = []
        self._depth = ""
        self._connected = False
        self._trace = TraceReader()
        self._chain = ChainReport()

    def take(self, number: int, line: str) -> Iterator[Connection]:
        words = command_of(line)
        if words is not None:
            yield from self._end_if_told(number)
            self._command = words
            self.side = SERVER if "s_server" in words else CLIENT if "s_client" in words else self.side
            self.connection.viewpoint = self.side
            apply_command(words, self.connection)
            return
        if line.startswith("CONNECTED("):
            again, self._connected = self._connected, True
        else:
            again = lines_of.NEW_CONNECT.match(line) is not None and self._told_much()
        if self._dump.is_another(line) and self.side == SERVER:
            yield from self._end_if_told(number)
        if lines_of.NEW_ACCEPT.match(line) or again:
            self.side = SERVER if line.startswith("SSL_accept") else CLIENT
            yield from self._end_if_told(number)
            self._connected = line.startswith("CONNECTED(")
            self.connection.viewpoint = self.side
        spliced = lines_of.SPLICED.search(line, 1)
        yield from self._line(number, line[: spliced.start()] if spliced else line)
        if spliced:
            self._hear(line[spliced.start() :])

    def end(self) -> Iterator[Connection]:
        """The last connection, where anything was told of it."""
        self._flush()
        if self._told():
            yield self._finish()

    def _told(self) -> bool:
        sessions = (self.story.session, self.raw)
        seen = self._states or self._trace.steps or self.story.steps or self.connection.established
        return self._log.tells or bool(seen) or any(each.client_random is not None for each in sessions)

    def _told_much(self) -> bool:
        return self._log.tells or len(self._states) > 1

    def _end_if_told(self, number: int) -> Iterator[Connection]:
        self._flush()
        if self._told():
            yield self._finish()
        self._begin(number)

    def _line(self, number: int, line: str) -> Iterator[Connection]:
        if self._hex.take(line):
            return
        message = lines_of.MESSAGE.match(line)
        if message is not None:
            self._flush()
            if message["kind"] == "Handshake" and "ClientHello" in (message["what"] or ""):
                if self._is_another_hello():
                    yield from self._end_if_told(number)
                self.side = self.side if self.side != UNKNOWN else CLIENT if message["way"] == ">>>" else SERVER
                self.connection.viewpoint = self.side
            self._hex.expect(message["kind"], message["way"], int(message["length"], 16), message["what"] or "")
            return
        self._flush()
        self._other(line)

    def _is_another_hello(self) -> bool:
        steps = self.story.steps
        retried = len(steps) == 2 and steps[-1] == "s:server_hello"
        return "c:client_hello" in steps and self.side == SERVER and not retried

    def _flush(self) -> None:
        """Hand the bytes of the last message on."""
        done = self._hex.done()
        if done is None:
            return
        kind, way, data, what = done
        side = self.side if way == ">>>" else other_side(self.side)
        if side == UNKNOWN:
            return
        if kind == "Handshake":
            if data:
                self.story.take(self.story.session.feed_handshake(side, data))
            else:
                self._states.append(f"{side[0]}:{lines_of.snake(what)}")
        elif kind == "Alert":
            if len(data) == 2:
                self.story.take(self.story.session.feed(side, b"\x15\x03\x03\x00\x02" + data))
            elif what:
                self._log.take(
                    listen(f"SSL3 alert {'write' if way == '>>>' else 'read'}:{lines_of.alert_words(what)}", self.side)
                )

    def _other(self, line: str) -> None:
        if self._trace.take(line):
            return
        if self._take_debug(line) or self._take_lists(line):
            return
        encoded = self._blocks.take(line)
        if encoded is not None:
            self._log.certificates.append(encoded)
            return
        is_inside = self._blocks.inside and not self._blocks.is_foreign
        if is_inside or not line.strip() or self._chain.take(line):
            return
        state = lines_of.STATE.match(line)
        if state is not None:
            self._take_state(state["way"], state["what"].strip())
            return
        cipher = lines_of.CIPHER.match(line)
        if cipher is not None:
            self.connection.established = cipher["cipher"] != "(NONE)"
            return
        start = lines_of.START_TIME.match(line)
        if start is not None:
            self.connection.moment = datetime.fromtimestamp(int(start.group(1)), timezone.utc)
            return
        self._hear(line)

    def _hear(self, line: str) -> None:
        status = exit_of(line)
        if status is not None:
            self.connection.exit_status = status
            return
        depth = lines_of.DEPTH.match(line)
        if depth is not None:
            self._depth = depth.group(1)
        if line == "ACCEPT" or line.startswith("verify depth is"):
            self.side = self.connection.viewpoint = SERVER
        heard = listen(line, self.side, "openssl")
        if lines_of.VERIFY.match(line):
            remarks = tuple(
                Remark(each.meaning, each.side, f"{each.text} (depth {self._depth})" if self._depth else each.text,
                       product="openssl", detail=self._depth)
                for each in heard.remarks
            )  # fmt: skip
            heard = heard._replace(remarks=remarks)
        if "SSL23_GET_SERVER_HELLO" in line:
            text = "the fault is found in the answer to the ClientHello"
            more = Remark("first-answer", CLIENT, text, product="openssl")
            heard = heard._replace(remarks=(*heard.remarks, more))
        if self.side == UNKNOWN and heard.side != UNKNOWN:
            self.side = self.connection.viewpoint = heard.side
        self._log.take(heard)

    def _take_state(self, way: str, what: str) -> None:
        step = lines_of.STATES.get(what)
        if not step:
            return
        side = self.side if way == "write" else other_side(self.side)
        self._states.append(f"{side[:1]}:{step}")

    def _take_debug(self, line: str) -> bool:
        """``-debug`` alone: the bytes of the wire, row after row; rows that are missing leave a hole."""
        opened = lines_of.DEBUG.match(line)
        if opened is not None:
            self._raw(self._dump.side, b"", self._dump.left)
            side = self.side if opened["way"] == "write to" else other_side(self.side)
            self._dump.begin(side, int(opened["done"]), opened["stream"])
            return True
        row = lines_of.DEBUG_HEX.match(line) if self._dump.left else None
        if row is None:
            return False
        before, data, behind = self._dump.take(int(line[:4], 16), bytes.fromhex(row.group(1).replace("-", " ")))
        self._raw(self._dump.side, b"", before)
        self._raw(self._dump.side, data, behind)
        return True

    def _raw(self, side: str, data: bytes, hole: int) -> None:
        if side == UNKNOWN or self.story.steps:
            return
        events = self.raw.feed(side, data) if data else []
        if hole:
            events += self.raw.gap(side, hole)
        if events:
            story = Story(self.connection, self.raw, self._cache)
            story.steps += self._states
            story.take(events)
            self._states = story.steps
            self.connection.alerts = (*self.connection.alerts, *story.alerts)

    def _take_lists(self, line: str) -> bool:
        if lines_of.AUTHORITIES.match(line):
            self._authorities = []
            return True
        if line.startswith(lines_of.NO_AUTHORITIES):
            return True
        if self._authorities is None:
            return False
        name = normal_name(line)
        if "=" not in line or line.startswith(("Client Certificate Types", "Requested", "Shared", "Peer", "---")):
            if self.connection.request is None:
                self.connection.request = AuthorityRequest(tuple(self._authorities))
            self._authorities = None
            return False
        self._authorities.append(name)
        return True

    def _finish(self) -> Connection:
        connection = self.story.finish()
        if self._trace.steps and not connection.steps:
            self._trace.tell(connection)
            if self.side == UNKNOWN:
                self.side = connection.viewpoint = self._trace.owner
        if connection.presented is None:
            connection.presented = self._chain.presented(self._log.certificates)
        if not connection.steps:
            connection.steps = tuple(self._states)
            connection.established = connection.established or lines_of.both_finished(connection.steps)
        tell_starttls(self._command, self._log)
        if connection.unseen and connection.presented is None:
            connection.unseen = ()
        return self._log.finish()


PARSER: Final = Parser("openssl", "output of openssl s_client and s_server", sniff, _Reader.read)
