"""Writes a result in a format that the registry knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app.registry import renderer
from chainaudit.model.format import Layout

if TYPE_CHECKING:
    from chainaudit.model.report import Report


def render(report: Report, format: str = "text", *, columns: int = 100, colour: bool = False) -> str:  # noqa: A002 - the option's name
    """Return a report as text in ``format``, a name of ``chainaudit list reports``; ``columns`` are characters.

    Raises:
        UsageError: there is no such format.
    """
    return written("report", report, format, Layout(columns=columns, colour=colour))


def written(kind: str, result: Any, format_name: str, layout: Layout) -> str:  # noqa: ANN401 - a result of that kind
    """Return a result of one of the kinds in `chainaudit.model.format.RESULTS`.

    Raises:
        UsageError: there is no such format, or it has no way to say such a result.
    """
    return renderer(format_name, kind)(result, layout)
