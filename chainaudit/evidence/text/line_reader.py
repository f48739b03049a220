"""What readers of a program's output have in common: line after line, one connection after the other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.text.command_line import apply_command
from chainaudit.evidence.text.lines import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from chainaudit.evidence.parser import ParserContext
    from chainaudit.model.evidence import Connection


class LineReader(ABC):
    """Reads line after line. ``read`` is the ``parse`` of a `Parser`; a command that was seen counts for what follows.

    A subclass names its ``PRODUCT``, clears in ``_clear`` what belongs to one connection, and begins the next with
    ``_begin`` at the line that it finds it at.
    """

    __slots__ = ("_command", "_context", "_count", "_log")

    PRODUCT: ClassVar[str]

    def __init__(self, context: ParserContext) -> None:
        self._context = context
        self._count = 0
        self._command: Sequence[str] = ()
        self._begin(1)

    @classmethod
    def read(cls, stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
        """The connections that the output tells of."""
        reader = cls(context)
        for number, line in enumerate(text_lines(stream), 1):
            yield from reader.take(number, line)
        yield from reader.end()

    @abstractmethod
    def take(self, number: int, line: str) -> Iterator[Connection]:
        """Take the next line; the connection that it ends, where it ends one."""

    @abstractmethod
    def end(self) -> Iterator[Connection]:
        """The connection as it stands, where anything was told of it."""

    @abstractmethod
    def _clear(self) -> None:
        """Forget what belongs to the connection before; ``_log`` is that of the new one already."""

    def _begin(self, number: int) -> None:
        """Begin the next connection at a line."""
        self._log = LogConnection(self._context.source, self._count, f"line {number}")
        self._log.product = self.PRODUCT
        self._count += 1
        self._clear()
        if self._command:
            apply_command(self._command, self._log.connection)
