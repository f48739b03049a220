"""Colour, where the terminal has it and NO_COLOR does not forbid it; the words say the same without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.finding import Severity

if TYPE_CHECKING:
    from chainaudit.model.format import Layout


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
