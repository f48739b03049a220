"""Error texts and logs of any program: what fits the tables of wordings, incident by incident.

Web servers, proxies, mail servers and runtimes (nginx, Apache, HAProxy, stunnel, Postfix, Go, Node, Python, .NET, Ruby,
Rust, Erlang, browsers) print their trouble in single lines; lines of one connection or of one stack trace belong
together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.evidence.programs.read_log import ReadLog
from chainaudit.evidence.speech import listen, may_tell, side_of
from chainaudit.evidence.text.blocks import BlockReader
from chainaudit.evidence.text.command_line import apply_command, command_of, exit_of
from chainaudit.evidence.text.lines import text_lines
from chainaudit.model.evidence import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_GROUPS: Final = 10_000
"""Incidents kept apart by connection number; beyond this the oldest is told."""

DISTANCE_LINES: Final = 40
"""Lines without a word about TLS after which another incident begins."""

MAX_LOOKED_AT: Final = 1024
MOST_ZEROS: Final = 8
"""Zeros in the first 512 bytes of a text: a TLS alert that is quoted as it came has one."""

_KEYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:^|\s)\d+#\d+: (\*\d+) ",
        r"\[client ([^\]]+)\]",
        r"TLS handshake error from ([\w.:\[\]]+\d)",
        r"^([\d.]{7,15}:\d{1,5}) \[",
        r"(?:postfix|dovecot|exim|stunnel|haproxy)\S*\[(\d+)\]",
        r"\bLOG\d\[(\d+)\]",
    )
)
_PRODUCTS: Final = (
    ("nginx", re.compile(r"\d+#\d+: |nginx")),
    ("apache", re.compile(r"\bAH0\d{4}|\[ssl:|\[proxy:|apache2|httpd")),
    ("haproxy", re.compile(r"haproxy")),
    ("stunnel", re.compile(r"stunnel|\bLOG\d\[")),
    ("postfix", re.compile(r"postfix/|TLS library problem")),
    ("go", re.compile(r"\bx509: |remote error: tls|tls: |goroutine \d+")),
    ("python", re.compile(r"_ssl\.c:\d+|ssl\.SSL\w*Error|Traceback \(most recent")),
    ("node", re.compile(r"node:|TLSSocket|TLSWrap|ERR_TLS_|_tls_wrap\.js|code: '[A-Z_]+'")),
    (
        "dotnet",
        re.compile(r"System\.(?:Net|Security|Private)|(?<![\w.])AuthenticationException|Schannel", re.IGNORECASE),
    ),
    (
        "java",
        re.compile(
            r"javax?\.|sun\.security|\.java:\d+\)|\b(?:com|io|net|org)\.[a-z][\w.]*\.[A-Z]\w*(?:Exception|Error)\b"
        ),
    ),
    ("curl", re.compile(r"curl: \(\d+\)")),
    ("apigee", re.compile(r"apigee|messaging\.adaptors", re.IGNORECASE)),
)
_STARTS: Final = re.compile(
    r"^\$ \S|^# exit=|^Exception in thread|^Traceback \(most recent|^tlsClientError|^javax\.net\.ssl\.\w+Exception"
)
_GOES_ON: Final = re.compile(r"During handling of the above exception|The above exception was the direct cause")
_NEXT_LINES: Final = 3
_HINTS: Final = re.compile(
    rb"(?i)ssl|tls|x509|certificate|handshake|ECONNREFUSED|connection re(?:fused|set)|PKIX|AH0\d{4}|keystore|STARTTLS"
)


def sniff(head: bytes) -> float:
    """Any text may tell of TLS; every particular format comes before this one."""
    if head.count(b"\x00", 0, 512) > MOST_ZEROS and head[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return 0.0
    return 0.2 if _HINTS.search(head) else 0.05


def parse(stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
    """The incidents of a log, in the order in which they begin; a log that tells nothing gives none."""
    groups, reads = _Groups(context), ReadLog()
    for number, line in enumerate(text_lines(stream), 1):
        yield from groups.take(number, line)
        if reads.is_one:
            reads.take(number, line)
    yield from groups.finish()
    yield from reads.finish(context.source)


@final
class _Groups:
    """Incidents by the key that their lines carry; lines without one belong to the incident before them."""

    __slots__ = (
        "_blocks",
        "_command",
        "_context",
        "_count",
        "_current",
        "_goes_on",
        "_hint",
        "_hinted",
        "_keyless",
        "_last",
        "_open",
    )

    def __init__(self, context: ParserContext) -> None:
        self._context = context
        self._open: dict[str, LogConnection] = {}
        self._command: list[str] = []
        self._count = 0
        self._keyless = 0
        self._goes_on = -_NEXT_LINES - 1
        self._last = 0
        self._hint, self._hinted = UNKNOWN, -DISTANCE_LINES
        self._current: LogConnection | None = None
        self._blocks = BlockReader()

    def take(self, number: int, line: str) -> Iterator[Connection]:
        self._keyless += self._is_start(number, line)
        encoded = self._blocks.take(line)
        if encoded is not None:
            self._group("", number).certificates.append(encoded)
        if self._blocks.inside:
            return
        if self._take_shell(line):
            return
        self._look_for_side(number, line)
        if not may_tell(line):
            return
        heard = listen(line)
        if not heard.alerts and not heard.remarks:
            return
        if number - self._last > DISTANCE_LINES:
            self._keyless += 1
        self._last = number
        group = self._group(_key(line), number)
        group.product = group.product or product_of(line)
        if heard.side == UNKNOWN and number - self._hinted < DISTANCE_LINES:
            heard = heard._replace(side=self._hint)
        self._current = group
        group.take(heard)
        if len(self._open) > MAX_GROUPS:
            key = next(iter(self._open))
            yield self._open.pop(key).finish()

    def _take_shell(self, line: str) -> bool:
        """The command that was run, and the status with which it ended."""
        words, status = command_of(line), exit_of(line)
        if words is not None:
            self._command = words
        elif status is not None and self._current is not None:
            self._current.connection.exit_status = status
        return words is not None or status is not None

    def _is_start(self, number: int, line: str) -> bool:
        """A new incident, unless it is the second half of a chain of exceptions (Python)."""
        if _GOES_ON.match(line):
            self._goes_on = number
        if not _STARTS.search(line) or number - self._goes_on <= _NEXT_LINES:
            return False
        return self._current is None or self._current.tells_something

    def _look_for_side(self, number: int, line: str) -> None:
        """Frames of a stack trace tell whose log it is, before the error (Python) or after it (Java)."""
        side = side_of(line[:MAX_LOOKED_AT])
        if side == UNKNOWN:
            return
        self._hint, self._hinted = side, number
        current = self._current
        if current is not None and current.connection.viewpoint == UNKNOWN and number - self._last < DISTANCE_LINES:
            current.connection.viewpoint = side

    def finish(self) -> Iterator[Connection]:
        for group in self._open.values():
            if group.tells:
                yield group.finish()

    def _group(self, key: str, number: int) -> LogConnection:
        key = key or f"#{self._keyless}"
        group = self._open.get(key)
        if group is None:
            label = f"line {number}" if key.startswith("#") else f"{key}, line {number}"
            group = self._open[key] = LogConnection(self._context.source, self._count, label)
            self._count += 1
            if self._command:
                apply_command(self._command, group.connection)
        return group


def _key(line: str) -> str:
    for pattern in _KEYS:
        match = pattern.search(line)
        if match is not None:
            return match.group(1)
    return ""


def product_of(line: str) -> str:
    """Which program wrote a line, by marks of its own; empty where none shows."""
    return next((name for name, pattern in _PRODUCTS if pattern.search(line)), "")


PARSER: Final = Parser("text", "error texts and logs of any program", sniff, parse)
