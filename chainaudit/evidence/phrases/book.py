"""What a wording is: a pattern, what it means, and who says it; the tables stand beside this file.

A phrase is (pattern, meaning, who found it). ``local`` is the program that writes the log, ``remote`` its peer; a side
is named where the words themselves tell it. The first group ``detail`` of a pattern, where it has one, is kept.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, final

_OPENING: Final = {"(": ")", "[": "]"}
_ZERO_OR_MORE: Final = "?*{"
_SHORTEST: Final = 2


def alternatives(pattern: str) -> list[str]:
    """The branches of a pattern at its top level."""
    branches, depth, start, at = [], 0, 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = _closing(pattern, at)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            branches.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*branches, pattern[start:]]


def literal_of(branch: str) -> str:
    """The longest run of characters that every text must hold that fits; empty where there is none to speak of."""
    runs, run, at = [], "", 0
    while at < len(branch):
        char, width = _token(branch, at)
        at += width
        optional = branch[at : at + 1] in _ZERO_OR_MORE and at < len(branch)
        if char and not optional:
            run += char
            continue
        runs.append(run)
        run = ""
        if branch[at : at + 1] == "{":
            at = branch.find("}", at) + 1 or len(branch)
    longest = max((*runs, run), key=len)
    return longest if len(longest) >= _SHORTEST else ""


def needed_by(branch: str) -> list[str]:
    """Words of which a text must hold at least one that fits the branch; one that is empty where nothing is needed."""
    literal = literal_of(branch)
    at = 0
    while not literal and at < len(branch):
        _, width = _token(branch, at)
        group = branch[at : at + width]
        at += width
        if group[:3] == "(?:" and not (at < len(branch) and branch[at] in _ZERO_OR_MORE):
            found = [word for inner in alternatives(group[3:-1]) for word in needed_by(inner)]
            if all(found):
                return found
    return [literal]


def _token(branch: str, at: int) -> tuple[str, int]:
    """The character that stands for itself here, empty for what does not, and how long it is in the pattern."""
    char = branch[at]
    if char == "\\":
        escaped = branch[at + 1 : at + 2]
        return ("" if escaped.isalnum() else escaped), 2
    if char in _OPENING:
        return "", _closing(branch, at) - at + 1
    return ("" if char in ".^$+*?{}|" else char), 1


def _closing(pattern: str, at: int) -> int:
    """Where the bracket that opens at ``at`` is closed."""
    if pattern[at] == "[":
        end = pattern.find("]", at + (3 if pattern[at + 1 : at + 2] == "^" else 2))
        return end if end >= 0 else len(pattern)
    depth = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = _closing(pattern, at)
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
    return len(pattern)


@final
class Wording:
    """A pattern of many branches, searched only where a line holds a word that one of them needs."""

    __slots__ = ("_compiled", "_flags", "_literals", "_text")

    def __init__(self, text: str, *, any_case: bool = False) -> None:
        self._text = text
        self._flags = re.IGNORECASE if any_case else 0
        self._compiled: re.Pattern[str] | None = None
        self._literals: tuple[str, ...] | None = None

    def search(self, line: str, lowered: str | None = None) -> re.Match[str] | None:
        """Where the wording stands in a line; ``lowered`` is the line in small letters, for one of any case."""
        held = line if not self._flags else line.lower() if lowered is None else lowered
        for literal in self.literals:
            if literal in held:
                return self.match(line)
        return None

    @property
    def literals(self) -> tuple[str, ...]:
        """Words, in small letters for a wording of any case, of which a line must hold at least one."""
        if self._literals is None:
            found = dict.fromkeys(word for branch in alternatives(self._text) for word in needed_by(branch))
            self._literals = ("",) if "" in found else tuple(word.lower() if self._flags else word for word in found)
        return self._literals

    def match(self, line: str) -> re.Match[str] | None:
        """Where the wording stands in a line, without a look at the words that it needs."""
        if self._compiled is None:
            self._compiled = re.compile(self._text, self._flags)
        return self._compiled.search(line)


class Phrase(NamedTuple):
    """A wording, its meaning (see `chainaudit.evidence.rules.wording`), who found it."""

    wording: Wording
    meaning: str
    who: str


def phrases(*rows: tuple[str, str, str]) -> tuple[Phrase, ...]:
    """Make a table: pattern, meaning, who says it. Patterns are compiled when they are needed: captures need none."""
    return tuple(Phrase(Wording(text, any_case=True), meaning, who) for text, meaning, who in rows)


@final
class PhraseBook:
    """Tables in their order, with the words that tell which of their phrases are worth a look."""

    __slots__ = ("_phrases", "_words")

    def __init__(self, *tables: tuple[Phrase, ...]) -> None:
        self._phrases = tuple(phrase for table in tables for phrase in table)
        self._words: dict[str, tuple[int, ...]] | None = None

    def find(self, line: str) -> tuple[Phrase, re.Match[str]] | None:
        """The first phrase that fits a line: the tables stand from the particular to the general."""
        if self._words is None:
            self._words = self._index()
        lowered = line.lower()
        numbers = {number for word, users in self._words.items() if word in lowered for number in users}
        for number in sorted(numbers):
            match = self._phrases[number].wording.match(line)
            if match is not None:
                return self._phrases[number], match
        return None

    def _index(self) -> dict[str, tuple[int, ...]]:
        words: dict[str, tuple[int, ...]] = {}
        for number, phrase in enumerate(self._phrases):
            for word in phrase.wording.literals:
                words[word] = (*words.get(word, ()), number)
        return words
