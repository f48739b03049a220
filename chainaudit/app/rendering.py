"""Writes a report in a format that the registry knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.app.registry import report_format
from chainaudit.model.format import Layout

if TYPE_CHECKING:
    from chainaudit.model.report import Report


def render(report: Report, format: str = "text", *, columns: int = 100, colour: bool = False) -> str:  # noqa: A002 - the option's name
    """Return a report as text in ``format``, a name of ``chainaudit list reports``; ``columns`` are characters.

    Raises:
        UsageError: there is no such format.
    """
    return report_format(format).render(report, Layout(columns=columns, colour=colour))
