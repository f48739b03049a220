"""``javax.net.debug`` of JDK 11 and later (also JDK 8 from update 261): ``ssl:handshake:verbose`` and ``all``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.command_line import apply_command, command_of
from chainaudit.evidence.java_connection import JavaConnection
from chainaudit.evidence.lines import MAX_LINE_BYTES, decode, encoding_of, peeler, raw_lines
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.model.evidence import CLIENT, SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_BODY_LINES: Final = 20_000
"""The longest printed message: a request with thousands of authorities."""

MAX_OPEN: Final = 2_000
_MARK: Final = b"javax.net.ssl|"
_SNIFF: Final = re.compile(rb"javax\.net\.ssl\|[A-Z]+\|[0-9A-Fa-f]+\|")
_HEADER: Final = re.compile(
    r"javax\.net\.ssl\|(?P<level>[A-Z]+)\|(?P<id>[0-9A-Fa-f]+)\|(?P<thread>.*?)\|(?P<time>\d{4}-[^|]*)\|(?P<where>[^|]*)\|(?P<text>.*)"
)
_HELLO: Final = re.compile(r"^(Produced|Consuming) ClientHello handshake message")
_WANTED: Final = re.compile(
    rb"\|(?:Produced |Consuming |Received alert|Fatal \(|No X\.509 c|Raw (?:read|write)|Plaintext after|keyStore is|init keystore"
    rb"|found key for|matching alias|close_notify|Closing|SSL peer|Received |READ: |WRITE: |.*xception|.*rror|Unable|Invalidated)"
)
_LOOSE: Final = re.compile(rb"xception|rror|RESULT|refused|timed out|keyStore is|(?:^|\s)[$#%>] \S*(?:java|openssl|curl)\b")
_TRACE: Final = (b"\tat ", b"  \tat", b"    at", b"  at ", b"        at ")


def sniff(head: bytes) -> float:
    """Its header is unmistakable."""
    if encoding_of(head) is not None:
        head = head.replace(b"\x00", b"")
    return 0.98 if _SNIFF.search(head) else 0.0


def parse(stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
    """The connections of the log, each when the next of its thread begins, or at the end."""
    reader = _Reader(context)
    yield from reader.read(stream)
    yield from reader.finish()


@final
class _Reader:
    """Follows the threads; a body goes to the thread whose header it follows."""

    __slots__ = ("_body", "_body_of", "_command", "_context", "_count", "_last", "_open", "_peel", "_sample", "_wants")

    def __init__(self, context: ParserContext) -> None:
        self._context = context
        self._open: dict[str, JavaConnection] = {}
        self._last: JavaConnection | None = None
        self._count = 0
        self._command: list[str] = []
        self._body: list[bytes] | None = None
        self._body_of: tuple[JavaConnection, str] | None = None
        self._peel = _same

    def read(self, stream: BinaryIO) -> Iterator[Connection]:
        """Read line by line. Most lines are of no interest and are looked at once, as bytes."""
        lines = _lines(stream)
        sample = [line for line, _ in zip(lines, range(300), strict=False)]
        self._peel = peeler([decode(line) for line in sample])
        for batch in (sample, lines):
            for line in batch:
                at = line.find(_MARK)
                if at >= 0:
                    if self._body is not None:
                        self._close_body()
                    if _WANTED.search(line, at):
                        yield from self._header(decode(line[at:MAX_LINE_BYTES]))
                elif self._body is not None:
                    self._body.append(line)
                    if len(self._body) > MAX_BODY_LINES:
                        self._close_body()
                elif _LOOSE.search(line) and not line.startswith(_TRACE):
                    yield from self._loose(decode(line[:MAX_LINE_BYTES]))

    def finish(self) -> Iterator[Connection]:
        """What is still open, in the order in which it began."""
        self._close_body()
        for connection in sorted(self._open.values(), key=lambda each: each.index):
            if connection.tells:
                yield connection.finish()

    def _header(self, text: str) -> Iterator[Connection]:
        match = _HEADER.match(text)
        if match is None:
            return
        thread, said = f"{match['id']}|{match['thread']}", match["text"].rstrip("\r")
        current = self._open.get(thread)
        hello = _HELLO.match(said)
        if current is None or (hello and current.is_begun and not current.is_retrying):
            if current is not None:
                yield from self._end(thread)
            current = self._choose(thread, match["thread"], fresh=bool(hello) or current is not None)
        if hello:
            current.set_side(CLIENT if hello.group(1) == "Produced" else SERVER)
        self._last = current
        current.see_time(match["time"])
        current.take(said)
        if said.endswith("("):
            self._body = []
            self._body_of = (current, said)

    def _choose(self, thread: str, name: str, *, fresh: bool) -> JavaConnection:
        """A connection for a thread that has none: tasks of an engine may log from another thread than its hello."""
        if not fresh and self._last is not None and self._last.is_begun and not self._last.is_over:
            return self._last
        if len(self._open) >= MAX_OPEN:
            self._open.pop(next(iter(self._open)))
        connection = JavaConnection(self._context, self._count, f"thread {name}, connection {self._count + 1}")
        self._count += 1
        if self._command:
            apply_command(self._command, connection.connection)
        self._open[thread] = connection
        return connection

    def _end(self, thread: str) -> Iterator[Connection]:
        connection = self._open.pop(thread)
        if connection.tells:
            yield connection.finish()

    def _close_body(self) -> None:
        body, owner = self._body, self._body_of
        self._body = self._body_of = None
        if body and owner is not None:
            owner[0].take_body(owner[1], body, self._peel)

    def _loose(self, line: str) -> Iterator[Connection]:
        """A line outside the debug output: the command, an exception, what the program itself prints."""
        line = self._peel(line.rstrip("\r"))
        words = command_of(line)
        if words is not None:
            for thread in list(self._open):
                yield from self._end(thread)
            self._last = None
            self._command = words
            return
        if self._last is None:
            self._last = self._choose("", "main", fresh=True)
        self._last.take_loose(line)


def _same(line: str) -> str:
    return line


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines as bytes; a log in UTF-16 is turned into UTF-8 first."""
    head = stream.read(64)
    encoding = encoding_of(head)
    if encoding is not None:
        text = (head + stream.read(64 << 20)).decode(encoding, "replace")
        yield from text.encode("utf-8", "replace").split(b"\n")
        return
    pending = head
    for line in raw_lines(stream):
        yield from (pending + line).split(b"\n") if pending else (line,)
        pending = b""
    if pending:
        yield from pending.split(b"\n")


PARSER: Final = Parser("java-debug", "javax.net.debug of JDK 11 and later", sniff, parse)
