"""Writes a result in a format that the registry knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chainaudit.app.registry import renderer
from chainaudit.model.format import Layout

if TYPE_CHECKING:
    from chainaudit.model.diagnosis import DiagnosisReport
    from chainaudit.model.rehearsal import Rehearsal
    from chainaudit.model.report import Report
    from chainaudit.model.store import Store


def render(
    result: Report | DiagnosisReport | Sequence[Store] | Sequence[Rehearsal],
    format: str = "text",  # noqa: A002 - the option's name
    *,
    columns: int = 100,
    colour: bool = False,
) -> str:
    """Return a result as text in ``format``, a name of ``chainaudit list reports``; ``columns`` are characters.

    A result is what ``verify``, ``diagnose`` and ``rehearse`` return, or a sequence of stores.

    Raises:
        UsageError: there is no such format, or it has no way to say such a result.
    """
    return written(_kind_of(result), result, format, Layout(columns=columns, colour=colour))


def _kind_of(result: object) -> str:
    from chainaudit.model.report import Report

    if isinstance(result, Report):
        return "report"
    if isinstance(result, Sequence):
        from chainaudit.model.store import Store

        return "stores" if all(isinstance(each, Store) for each in result) else "rehearsals"
    return "diagnosis"


def written(kind: str, result: Any, format_name: str, layout: Layout) -> str:  # noqa: ANN401 - a result of that kind
    """Return a result of one of the kinds in `chainaudit.model.format.RESULTS`.

    Raises:
        UsageError: there is no such format, or it has no way to say such a result.
    """
    return renderer(format_name, kind)(result, layout)
