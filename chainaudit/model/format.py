"""The shape of a report format: a report in, a document out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.report import Report


class Layout:
    """What a format may know of the place where it is shown: columns, colour, and how much is wanted."""

    __slots__ = ("colour", "columns", "verbose")

    def __init__(self, *, columns: int = 100, colour: bool = False, verbose: bool = False) -> None:
        self.columns = columns
        self.colour = colour
        self.verbose = verbose


class Format:
    """One format: its name on the command line, what it is, and the function that writes a report in it."""

    __slots__ = ("name", "render", "title")

    def __init__(self, *, name: str, title: str, render: Callable[[Report, Layout], str]) -> None:
        self.name = name
        self.title = title
        self.render = render
