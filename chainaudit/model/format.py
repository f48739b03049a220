"""The shape of a report format: a result in, a document out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chainaudit.model.diagnosis import DiagnosisReport
    from chainaudit.model.rehearsal import Rehearsal
    from chainaudit.model.report import Report
    from chainaudit.model.store import Store

RESULTS: Final = {
    "report": "reports",
    "stores": "what is in stores",
    "diagnosis": "diagnoses",
    "rehearsals": "rehearsals",
}
"""The kinds of results that there are, and how they are spoken of."""


class Layout:
    """What a format may know of the place where it is shown: its columns, and whether colours are wanted."""

    __slots__ = ("colour", "columns")

    def __init__(self, *, columns: int = 100, colour: bool = False) -> None:
        self.columns = columns
        self.colour = colour


class Format:
    """One format: its name on the command line, what it is, and a function for each kind of result that it can write.

    ``report``, ``stores``, ``diagnosis`` and ``rehearsals`` take the result and a `Layout` and return the text; None
    where the format has no way to say it.
    """

    __slots__ = ("diagnosis", "name", "rehearsals", "report", "stores", "title")

    def __init__(
        self,
        *,
        name: str,
        title: str,
        report: Callable[[Report, Layout], str] | None = None,
        stores: Callable[[Sequence[Store], Layout], str] | None = None,
        diagnosis: Callable[[DiagnosisReport, Layout], str] | None = None,
        rehearsals: Callable[[Sequence[Rehearsal], Layout], str] | None = None,
    ) -> None:
        self.name = name
        self.title = title
        self.report = report
        self.stores = stores
        self.diagnosis = diagnosis
        self.rehearsals = rehearsals

    def renderer(self, kind: str) -> Callable[[Any, Layout], str] | None:
        """Return the function for one of `RESULTS`, None where there is none."""
        return getattr(self, kind) if kind in RESULTS else None
