"""``javax.net.debug`` of JDK 11 and later (also JDK 8 from update 261): ``ssl:handshake:verbose`` and ``all``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.java.connection import CertificateMemory, JavaConnection
from chainaudit.evidence.java.headers import MARK, NEXT, WANTED_HEADER, fields_of, is_wanted
from chainaudit.evidence.java.loose import DULL, loose_lines, may_tell, tells
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.evidence.text.blocks import behind_bracket
from chainaudit.evidence.text.command_line import apply_command, command_of
from chainaudit.evidence.text.lines import CHUNK_BYTES, MAX_LINE_BYTES, clean_line, decode, encoding_of, peeler
from chainaudit.model.evidence import CLIENT, SERVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_BODY_LINES: Final = 20_000
"""The longest printed message: a request with thousands of authorities."""

MAX_OPEN: Final = 2_000
_SNIFF: Final = re.compile(rb"javax\.net\.ssl\|[A-Z]+\|[0-9A-Fa-f]+\|")
_HELLO: Final = re.compile(r"^(Produced|Consuming) ClientHello handshake message")
_CLOSING: Final = (b")", b"\r")
_SAMPLE_LINES: Final = 300
_SAMPLE_BYTES: Final = 64 * 1024
MAX_PIECE_BYTES: Final = 16 << 20
"""A piece without any header is read as lines at this size."""


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

    __slots__ = (
        "_body", "_body_of", "_command", "_context", "_count", "_done", "_is_wrapped", "_last", "_memory", "_open",
        "_peel",
    )  # fmt: skip

    def __init__(self, context: ParserContext) -> None:
        self._context = context
        self._open: dict[str, JavaConnection] = {}
        self._done: list[Connection] = []
        self._last: JavaConnection | None = None
        self._count = 0
        self._command: Sequence[str] = ()
        self._body: list[bytes] | None = None
        self._body_of: tuple[JavaConnection, str] | None = None
        self._peel: Callable[[str], str] = _same
        self._is_wrapped = False
        self._memory = CertificateMemory()

    def read(self, stream: BinaryIO) -> Iterator[Connection]:
        """Read chunk by chunk: cut at the headers where they begin their lines, else line by line."""
        rest = b""
        first = True
        for chunk in _chunks(stream):
            if first:
                self._learn_prefix(chunk[:_SAMPLE_BYTES].split(b"\n"))
                first = False
            looked_at = max(len(rest) - len(MARK), 0)
            rest += chunk
            cut = rest.rfind(NEXT if self._peel is _same else b"\n", looked_at)
            if cut < 0 and len(rest) < MAX_PIECE_BYTES:
                continue
            piece, rest = (rest[:cut], rest[cut + 1 :]) if cut >= 0 else (rest, b"")
            self._piece(piece)
            yield from self._take_done()
        self._piece(rest)
        yield from self._take_done()

    def _take_done(self) -> list[Connection]:
        """The connections that have ended since it was asked last."""
        done, self._done = self._done, []
        return done

    def _piece(self, piece: bytes) -> None:
        """Headers that are of no interest are nearly all, and are passed over in one go."""
        if self._peel is not _same:
            lines = piece.split(b"\n")
            if self._is_wrapped:
                lines = [self._peel(decode(line)).encode() for line in lines]
            self._batch(lines)
            return
        text = b"\n" + piece
        at = 0
        while (wanted := WANTED_HEADER.search(text, at)) is not None:
            start = wanted.start()
            if start > at or self._body is not None:
                self._between(text[at:start])
            at = text.find(NEXT, wanted.end())
            at = at if at >= 0 else len(text)
            self._block(text[start + 1 : at], is_wanted=True)
        self._between(text[at:])

    def _between(self, text: bytes) -> None:
        """What stands between two headers that are of interest: other headers, and what the program printed."""
        begins = text.startswith(NEXT)
        if begins:
            self._close_body()
        if self._body is None:
            is_headers_only = begins and text.count(b"\n") == text.count(NEXT)
            if b"xception" not in text if is_headers_only else not tells(text):
                return
        before, *blocks = text.split(NEXT)
        if not begins:
            self._batch(before[1:].split(b"\n"))
        for block in blocks:
            if self._body is not None or b"\n" in block or b"xception" in block:
                self._block(MARK + block, is_wanted=False)

    def _block(self, block: bytes, *, is_wanted: bool) -> None:
        """A header and all that follows it up to the next."""
        head, _, rest = block.partition(b"\n")
        self._close_body()
        if is_wanted or b"xception" in head:
            self._header(decode(head[:MAX_LINE_BYTES]))
        elif head.rstrip(b"\r").endswith(b"("):
            rest = behind_bracket(rest)
        if rest:
            self._after_header(rest)

    def _after_header(self, rest: bytes) -> None:
        """The body of a message in one piece, then what the program itself printed."""
        if self._body is not None:
            if b"\r" in rest:
                rest = rest.replace(b"\r\n", b"\n")
            if rest.endswith(b"\n)"):
                rest += b"\n"
            end = rest.find(b"\n)\n")
            if end >= 0:
                self._body.append(rest[:end])
                self._close_body()
                rest = rest[end + 3 :]
        if self._body is not None or MARK in rest:
            self._batch(rest.split(b"\n"))
        elif rest:
            for line, words in loose_lines(rest):
                self._heed(line, words)

    def _learn_prefix(self, sample: list[bytes]) -> None:
        texts = [decode(line) for line in sample[:_SAMPLE_LINES]]
        peel = peeler(texts)
        begins = any(line.startswith(MARK) for line in sample)
        is_bare = all(peel(each) == each for each in texts)
        self._peel = (_same if begins else clean_line) if is_bare else peel
        self._is_wrapped = any(not each.endswith(self._peel(each)) for each in texts)

    def _batch(self, lines: list[bytes]) -> None:
        """Most lines are of no interest and are looked at once, as bytes."""
        for line in lines:
            at = 0 if line.startswith(MARK) else -1 if line.startswith(DULL) else line.find(MARK)
            if at >= 0:
                if self._body is not None:
                    self._close_body()
                if is_wanted(line[at:]):
                    self._header(decode(line[at : at + MAX_LINE_BYTES]))
                elif line.rstrip(b"\r").endswith(b"("):
                    self._body, self._body_of = [], None
            elif self._body is not None:
                self._body.append(line)
                if (line[-1:] in _CLOSING and self._is_end(line)) or len(self._body) > MAX_BODY_LINES:
                    self._close_body()
            elif not line.startswith(DULL) and may_tell(line):
                self._loose(decode(line[:MAX_LINE_BYTES]))

    def finish(self) -> Iterator[Connection]:
        """What is still open, in the order in which it began."""
        self._close_body()
        for connection in sorted(self._open.values(), key=lambda each: each.index):
            if connection.tells:
                yield connection.finish()

    def _is_end(self, line: bytes) -> bool:
        """Whether a line is the bracket that closes a body."""
        return line.rstrip().endswith(b")") and self._peel(decode(line)).strip() == ")"

    def _header(self, text: str) -> None:
        fields = fields_of(text)
        if fields is None:
            return
        number, name, time, said = fields
        thread, said = f"{number}|{name}", said.rstrip("\r")
        current = self._open.get(thread)
        hello = _HELLO.match(said)
        if current is None or (hello and (current.is_begun or current.is_over) and not current.is_retrying):
            if current is not None:
                self._end(thread)
            current = self._choose(thread, name, fresh=bool(hello) or current is not None)
        if hello:
            current.set_side(CLIENT if hello.group(1) == "Produced" else SERVER)
        self._last = current
        current.see_time(time)
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
        connection = JavaConnection(
            self._context, self._memory, self._count, f"thread {name}, connection {self._count + 1}"
        )
        self._count += 1
        if self._command:
            apply_command(self._command, connection.connection)
        self._open[thread] = connection
        return connection

    def _end(self, thread: str) -> None:
        connection = self._open.pop(thread)
        if connection.tells:
            self._done.append(connection.finish())

    def _close_body(self) -> None:
        body, owner = self._body, self._body_of
        self._body = self._body_of = None
        if body and owner is not None:
            owner[0].take_body(owner[1], b"\n".join(body), None if self._peel is _same else self._peel)

    def _loose(self, line: str) -> None:
        """A line outside the debug output, as it stands in the log."""
        line = self._peel(line.rstrip("\r"))
        self._heed(line, command_of(line))

    def _heed(self, line: str, words: Sequence[str] | None) -> None:
        """A line outside the debug output: a command with its words, an exception, what the program itself prints."""
        if words is not None:
            for thread in list(self._open):
                self._end(thread)
            self._last = None
            self._command = words
            return
        if self._last is None:
            self._last = self._choose("", "main", fresh=True)
        self._last.take_loose(line)


def _same(line: str) -> str:
    return line


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Chunks of the log; one in UTF-16 is turned into UTF-8 first."""
    head = stream.read(CHUNK_BYTES)
    encoding = encoding_of(head)
    if encoding is not None:
        text = (head + stream.read(64 << 20)).decode(encoding, "replace")
        yield text.removeprefix("\ufeff").encode("utf-8", "replace")
        return
    while head:
        yield head
        head = stream.read(CHUNK_BYTES)


PARSER: Final = Parser("java-debug", "javax.net.debug of JDK 11 and later", sniff, parse)
