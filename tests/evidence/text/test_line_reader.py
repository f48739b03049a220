from __future__ import annotations

import io
from typing import TYPE_CHECKING

from chainaudit.evidence.parser import ParserContext
from chainaudit.evidence.text.line_reader import LineReader
from chainaudit.model.evidence import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Connection


class Reader(LineReader):
    """A connection is what stands between two lines of ``--``."""

    __slots__ = ("said",)

    PRODUCT = "sample"

    def _clear(self) -> None:
        self.said: list[str] = []

    def take(self, number: int, line: str) -> Iterator[Connection]:
        if line.startswith("$ "):
            self._command = line[2:].split()
        elif line == "--":
            yield from self.end()
            self._begin(number)
        elif line:
            self.said.append(line)

    def end(self) -> Iterator[Connection]:
        if self.said:
            self._log.add_remark(Remark("failure", "client", " ".join(self.said)))
            yield self._log.finish()


def read(text: str) -> list[Connection]:
    return list(Reader.read(io.BytesIO(text.encode()), ParserContext("a.log")))


def test_connections_are_numbered_and_named_by_the_line_at_which_they_begin() -> None:
    found = read("a\n--\nb\nc\n--\n--\n")
    assert [(each.source, each.index, each.label, each.product) for each in found] == [
        ("a.log", 0, "line 1", "sample"),
        ("a.log", 1, "line 2", "sample"),
    ]
    assert [each.remarks[0].text for each in found] == ["a", "b c"]


def test_a_command_counts_for_the_connections_behind_it() -> None:
    first, second = read("a\n$ openssl s_client -connect h:443\n--\nb\n")
    assert (first.address, second.address) == ("", "h:443")
