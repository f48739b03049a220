"""What a wording is: a pattern, what it means, and who says it; the tables stand beside this file.

A phrase is (pattern, meaning, who found it). ``local`` is the program that writes the log, ``remote`` its peer; a side
is named where the words themselves tell it. The first group ``detail`` of a pattern, where it has one, is kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Phrase(NamedTuple):
    """A wording: its compiled pattern, its meaning (see `chainaudit.evidence.rules.wording`), who found it."""

    pattern: re.Pattern[str]
    meaning: str
    who: str


def phrases(*rows: tuple[str, str, str]) -> tuple[Phrase, ...]:
    """Compile a table: pattern, meaning, who says it. Letters of either case fit."""
    return tuple(Phrase(re.compile(pattern, re.IGNORECASE), meaning, who) for pattern, meaning, who in rows)
