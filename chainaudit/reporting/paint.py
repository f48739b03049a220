"""Colour, where the terminal has it and NO_COLOR does not forbid it; the words say the same without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.model.finding import Severity

if TYPE_CHECKING:
    from chainaudit.model.format import Layout


_OURS_OR_CONTROL: Final = re.compile(
    "(\x1b\\[(?:0|1|2|33|1;31|1;32)m)|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def tamed(line: str, *, colour: bool = False) -> str:
    """Return a line in which control characters are written out, but for our own colours where there are any.

    Aliases, names and messages come from strangers: none may move the cursor, end the line or reverse the text.
    """

    def written_out(found: re.Match[str]) -> str:
        return found[0] if colour and found[1] else f"\\x{ord(found[0][0]):02x}{found[0][1:]}"

    return _OURS_OR_CONTROL.sub(written_out, line)


class Paint:
    """Wraps text in ANSI sequences, or leaves it as it is."""

    __slots__ = ("_on",)

    def __init__(self, layout: Layout) -> None:
        self._on = layout.colour

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text

    def error(self, text: str) -> str:
        """Red and bold."""
        return self._wrap("1;31", text)

    def warning(self, text: str) -> str:
        """Yellow."""
        return self._wrap("33", text)

    def good(self, text: str) -> str:
        """Green and bold."""
        return self._wrap("1;32", text)

    def strong(self, text: str) -> str:
        """Bold."""
        return self._wrap("1", text)

    def faint(self, text: str) -> str:
        """Dim."""
        return self._wrap("2", text)

    def by_severity(self, severity: Severity, text: str) -> str:
        """Red for errors, yellow for warnings, dim for notices."""
        if severity is Severity.ERROR:
            return self.error(text)
        return self.warning(text) if severity is Severity.WARNING else self.faint(text)
