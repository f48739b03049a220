"""Opens captures and logs: plain or gzip, a path or standard input; the parser is found from the content."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from chainaudit.app.registry import parsers
from chainaudit.errors import EvidenceError
from chainaudit.evidence.parser import ParserContext
from chainaudit.evidence.text.lines import encoding_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.evidence.parser import Parser
    from chainaudit.model.evidence import Connection
    from chainaudit.tls.keylog import KeyLog

HEAD_BYTES: Final = 64 * 1024
"""What parsers look at: a format shows itself in its first lines."""

MAX_LAYERS: Final = 2
"""A log that was packed twice is opened, deeper nesting is not."""

MAX_UNPACKED_BYTES: Final = 16 << 30
"""More than this comes out of no honest file of evidence; reading stops there."""

_GZIP: Final = b"\x1f\x8b"
_STANDARD_INPUT: Final = "-"


class EvidenceFile:
    """An input that is open: its name, the parser that fits, and when it was written, where that is known."""

    __slots__ = ("_stream", "name", "parser", "written")

    def __init__(self, name: str, stream: io.BufferedReader, parser: Parser, written: datetime | None) -> None:
        self.name = name
        self.parser = parser
        self.written = written
        self._stream = stream

    def connections(self, keylog: KeyLog | None) -> Iterator[Connection]:
        """The connections that the file shows.

        Raises:
            EvidenceError: the file breaks off or is damaged in a way that nothing more can be read.
        """
        try:
            yield from self.parser.parse(cast("BinaryIO", self._stream), ParserContext(self.name, keylog))
        except (OSError, EOFError, zlib.error) as error:
            raise EvidenceError(f"{self.name} cannot be read to its end: {_reason(error)}") from error
        finally:
            self._stream.close()


def open_evidence(path: str, progress: Callable[[int], None] | None = None) -> EvidenceFile:
    """Open one input. ``progress`` is told how many bytes of the file were read since it was told last.

    Raises:
        EvidenceError: there is no such file, or it cannot be opened or unpacked.
    """
    try:
        raw: io.RawIOBase
        stream: io.BufferedReader
        if path == _STANDARD_INPUT:
            raw, written = cast("io.RawIOBase", sys.stdin.buffer), None
        else:
            if Path(path).is_dir():
                raise EvidenceError(f"{path} is a directory; give the captures and logs in it")
            raw = open(path, "rb", buffering=0)  # noqa: SIM115, PTH123 - closed by EvidenceFile
            written = datetime.fromtimestamp(os.fstat(raw.fileno()).st_mtime, timezone.utc)
        stream = io.BufferedReader(cast("io.RawIOBase", _Counted(raw, progress)), HEAD_BYTES)
        for _ in range(MAX_LAYERS):
            if stream.peek(2)[:2] != _GZIP:
                break
            unpacked = _Bounded(cast("BinaryIO", gzip.GzipFile(fileobj=stream)))
            stream = io.BufferedReader(cast("io.RawIOBase", unpacked), HEAD_BYTES)
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    except (OSError, EOFError, zlib.error) as error:
        raise EvidenceError(f"{path} cannot be read: {_reason(error)}") from error
    return EvidenceFile(path, stream, parser_for(head), written)


def parser_for(head: bytes) -> Parser:
    """The parser that knows the first bytes of a file best; Windows writes logs in UTF-16."""
    encoding = encoding_of(head)
    shown = head.decode(encoding, "ignore").encode() if encoding is not None else head
    return max(parsers(), key=lambda parser: (parser.sniff(shown) if shown else 0.0, parser.name == "text"))


def read_keylog(path: str) -> KeyLog:
    """Read a key log file.

    Raises:
        EvidenceError: it cannot be read, or holds no secret.
    """
    from chainaudit.tls.keylog import KeyLog

    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a path is a string here
            keylog = KeyLog(stream)
    except OSError as error:
        raise EvidenceError(f"{path} cannot be read: {_reason(error)}") from error
    if not len(keylog):
        raise EvidenceError(f"{path} is no key log: no line of it holds a secret of TLS")
    return keylog


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


class _Counted(io.RawIOBase):
    """A stream that tells how much was read of it."""

    def __init__(self, raw: io.RawIOBase, progress: Callable[[int], None] | None) -> None:
        super().__init__()
        self._raw = raw
        self._progress = progress

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        """Read into ``buffer``."""
        count = self._raw.readinto(buffer)
        if count and self._progress is not None:
            self._progress(count)
        return cast("int | None", count)

    def close(self) -> None:
        """Close the file behind it, but never standard input."""
        if self._raw is not sys.stdin.buffer:
            self._raw.close()
        super().close()


class _Bounded(io.RawIOBase):
    """A stream that ends at `MAX_UNPACKED_BYTES`."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source
        self._left = MAX_UNPACKED_BYTES

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read into ``buffer``."""
        data = self._source.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        """Close what it reads."""
        self._source.close()
        super().close()
