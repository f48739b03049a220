"""What an evidence parser is: a name, how it knows its format, and how it reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection
    from chainaudit.tls.keylog import KeyLog


@final
class ParserContext:
    """What a parser is given besides the bytes: the name of the source, and a key log where there is one."""

    __slots__ = ("keylog", "source")

    def __init__(self, source: str, keylog: KeyLog | None = None) -> None:
        self.source = source
        self.keylog = keylog


@final
class Parser:
    """One kind of evidence.

    ``sniff`` takes the first bytes of a file (64 KiB at most) and gives a confidence from 0 to 1; ``parse`` takes the
    whole as a binary stream and yields the connections. The highest confidence reads the file.
    """

    __slots__ = ("name", "parse", "sniff", "title")

    def __init__(
        self,
        name: str,
        title: str,
        sniff: Callable[[bytes], float],
        parse: Callable[[BinaryIO, ParserContext], Iterator[Connection]],
    ) -> None:
        self.name = name
        self.title = title
        self.sniff = sniff
        self.parse = parse
