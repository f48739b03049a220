"""What a wording is: a pattern, what it means, and who says it; the tables stand beside this file.

A phrase is (pattern, meaning, who found it). ``local`` is the program that writes the log, ``remote`` its peer; a side
is named where the words themselves tell it. The first group ``detail`` of a pattern, where it has one, is kept.
"""

from __future__ import annotations

import re
from typing import final


@final
class Phrase:
    """A wording: its pattern, its meaning (see `chainaudit.evidence.rules.wording`), who found it.

    The pattern is compiled when it is first needed: captures need none of them.
    """

    __slots__ = ("_compiled", "_text", "meaning", "who")

    def __init__(self, text: str, meaning: str, who: str) -> None:
        self._text = text
        self._compiled: re.Pattern[str] | None = None
        self.meaning = meaning
        self.who = who

    def search(self, line: str) -> re.Match[str] | None:
        """Where the wording stands in a line; letters of either case fit."""
        if self._compiled is None:
            self._compiled = re.compile(self._text, re.IGNORECASE)
        return self._compiled.search(line)


def phrases(*rows: tuple[str, str, str]) -> tuple[Phrase, ...]:
    """Make a table: pattern, meaning, who says it."""
    return tuple(Phrase(*row) for row in rows)
