"""Lines of a log, whatever wrote or carried it: encodings, line ends, colours, prefixes of log systems taken off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

MAX_LINE_BYTES: Final = 64 * 1024
"""A longer line is cut: no message that is looked for is that long (a base64 certificate comes in short lines)."""

CHUNK_BYTES: Final = 1 << 18
"""What is read at a time: it stays in the cache of a processor while it is looked at again and again."""

_SAMPLE_LINES: Final = 400
_MAX_LAYERS: Final = 3
_MAJORITY: Final = 0.6
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")

_TIME: Final = r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z| ?[+-]\d\d:?\d\d| UTC| GMT)?"
_PADDING: Final = 2
"""More spaces than this behind a prefix are an indentation of the message."""

_JULI: Final = r"\d{1,2}-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?:\.\d+)?"
"""The time as Tomcat writes it."""

_LOGGER: Final = r"(?:[\w$]{1,40}\.[\w.$]{1,80}|[A-Za-z_$][\w$]{5,80})"

_PREFIXES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_TIME} (?:stdout|stderr) [FP] ",
        r"(?:<\d+>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? [\w.:-]+ [\w./@-]+(?:\[\d+\])?: ",
        r"<\d+>1 \S+ \S+ \S+ \S+ \S+ (?:-|\[[^\]]*\]) (?:\ufeff)?",
        rf"{_TIME} [\w.-]+ [\w./@-]+(?:\[\d+\])?: ",
        (
            r"(?:(?:INFO|STATUS|ERROR|WARN|DEBUG|ADVICE|FATAL) +\| +)?(?:jvm \d+|wrapper) +\| +"
            r"(?:\d{4}/\d\d/\d\d \d\d:\d\d:\d\d(?:\.\d+)? +\| )?"
        ),
        r"\[\d+/\d+/\d+ \d+:\d+:\d+:\d+ \w+\] \w+ [\w.]+ +[A-Z] +",
        (
            rf"\[?(?:{_TIME}|{_JULI})\]? +(?:\[[^\]]{{1,80}}\] +){{0,3}}"
            r"(?:(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE|FINE|FINER|FINEST|CONFIG)\b:? +)?"
            rf"(?:\[[^\]]{{1,80}}\] +){{0,2}}(?:\([^)]{{1,80}}\) +|std(?:out|err) +|{_LOGGER} +- +|- +)?"
        ),
        r"[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d [AP]M (?:\w{2,5} )?(?:[A-Z]+ )?(?:\[[^\]]*\] )?",
        r"\[\d\d:\d\d:\d\d(?:[.,]\d+)?\] ?",
        r"\d\d:\d\d:\d\d[.,]\d{3,6} +",
        r"[\w.-]{1,64} +\| ",
        r"\[pod/[\w.-]{1,253}/[\w.-]{1,63}\] ",
    )
)
_JSON_FIELDS: Final = ("log", "message", "msg", "MESSAGE", "textPayload")


def decode(data: bytes) -> str:
    """Bytes of a log as text: UTF-8, and what is not is shown as Latin-1."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def encoding_of(head: bytes) -> str | None:
    """UTF-16 by its mark or by its zeros (Windows tools write it), None for the encodings that extend ASCII."""
    if head[:2] == b"\xff\xfe" or (len(head) > 8 and head[1:8:2] == b"\x00" * 4 and head[0]):
        return "utf-16-le"
    if head[:2] == b"\xfe\xff" or (len(head) > 8 and head[0:8:2] == b"\x00" * 4 and head[1]):
        return "utf-16-be"
    return None


def line_batches(stream: BinaryIO) -> Iterator[list[bytes]]:
    """The lines of a stream without their ends, a chunk's worth at a time; held are a chunk and one line."""
    rest = b""
    while chunk := stream.read(CHUNK_BYTES):
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        if len(rest) > MAX_LINE_BYTES:
            lines.append(rest[:MAX_LINE_BYTES])
            rest = b""
        yield lines
    if rest:
        yield [rest]


def raw_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream, one by one."""
    for lines in line_batches(stream):
        yield from lines


def text_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a log as text, prefixes of log systems taken off."""
    sample: list[str] = []
    source = _decoded(stream)
    for line in source:
        sample.append(line)
        if len(sample) >= _SAMPLE_LINES:
            break
    peel = peeler(sample)
    for line in sample:
        yield peel(line)
    for line in source:
        yield peel(line)


def _decoded(stream: BinaryIO) -> Iterator[str]:
    head = stream.read(16)
    encoding = encoding_of(head)
    if encoding is not None:
        text = (head + stream.read(64 << 20)).decode(encoding, "replace").lstrip("\ufeff")
        for line in text.split("\n"):
            yield clean_line(line)
        return
    if head[:3] == b"\xef\xbb\xbf":
        head = head[3:]
    pending = head
    for raw in raw_lines(stream):
        for part in (pending + raw).split(b"\n"):
            yield clean_line(decode(part[:MAX_LINE_BYTES]))
        pending = b""
    if pending:
        for part in pending.split(b"\n"):
            yield clean_line(decode(part))


def clean_line(line: str) -> str:
    """A line without its end, colours, and what was overwritten on the screen."""
    line = line.rstrip("\r")
    if "\x1b" in line:
        line = _COLOUR.sub("", line)
    if "\r" in line:
        line = line.rsplit("\r", 1)[1]
    return line


def peeler(sample: list[str]) -> Callable[[str], str]:
    """A function that takes off what most lines of the sample begin with."""
    peels: list[Callable[[str], str]] = []
    lines = [line for line in sample if line.strip()]
    for _ in range(_MAX_LAYERS):
        peel = _common(lines)
        if peel is None:
            break
        peels.append(peel)
        lines = [peel(line) for line in lines]
    if not peels:
        return _same
    if len(peels) == 1:
        return peels[0]

    def peel_all(line: str) -> str:
        for each in peels:
            line = each(line)
        return line

    return peel_all


def _same(line: str) -> str:
    return line


def _common(lines: list[str]) -> Callable[[str], str] | None:
    if len(lines) < 2:
        return None
    wanted = _MAJORITY * len(lines)
    if sum(line.startswith("{") and line.rstrip().endswith("}") for line in lines) >= wanted:
        return _from_json if sum(_from_json(line) != line for line in lines) >= wanted else None
    for pattern in _PREFIXES:
        if sum(pattern.match(line) is not None for line in lines) >= wanted:
            return _cutter(pattern)
    return None


def _cutter(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def cut(line: str) -> str:
        match = pattern.match(line)
        if match is None:
            return line
        spaces = len(match[0]) - len(match[0].rstrip(" "))
        return line[match.end() - (spaces - 1 if spaces > _PADDING else 0) :]

    return cut


def _from_json(line: str) -> str:
    """The message of a log line that is a JSON object (docker, structured logging)."""
    import json

    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return line
    if isinstance(value, dict):
        for field in _JSON_FIELDS:
            if isinstance(value.get(field), str):
                return str(value[field]).rstrip("\n")
    return line
