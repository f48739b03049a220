"""Where results go: standard output or a file, in the format asked for; colour only on a terminal."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from chainaudit.errors import UsageError
from chainaudit.model.format import Layout

if TYPE_CHECKING:
    from chainaudit.model.report import Report

DEFAULT_COLUMNS = 100
WIDE = 160
"""Columns of tables where no terminal sets a limit: what reads them further should find whole names."""
_CONTROL: Final = re.compile("\x1b\\[[0-9;]{1,4}m|[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""The control characters of C0 and C1 and what reorders text; colours come first, and stay where they are ours."""
_PLAIN: Final = str.maketrans({"└": "`", "├": "|", "│": "|", "─": "-", "…": "~", "→": ">", "✓": "v", "✗": "x"})
"""What terminals without these characters are shown in their place."""


def is_terminal(target: str | None) -> bool:
    """Whether a person looks at what is written there."""
    return target is None and sys.stdout.isatty()


def layout(target: str | None) -> Layout:
    """Return what is known of the place where the output is shown."""
    on_terminal = is_terminal(target)
    colour = on_terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Layout(columns=_columns(is_terminal=on_terminal) if target is None else DEFAULT_COLUMNS, colour=colour)


def _columns(*, is_terminal: bool) -> int:
    """Return the terminal's width; COLUMNS outweighs what the terminal says, as in shutil, which is slow to import.

    COLUMNS counts in a pipe too: whoever sets it there wants it.
    """
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        return int(asked)
    if not is_terminal:
        return DEFAULT_COLUMNS
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_COLUMNS
    except OSError:
        return DEFAULT_COLUMNS


def write_report(report: Report, format_name: str, target: str | None) -> None:
    """Write a report in a format, to standard output or to the file ``target``.

    Raises:
        UsageError: there is no such format, or the file cannot be written.
    """
    write_result("report", report, format_name, target)


def write_result(
    kind: str,
    result: Any,  # noqa: ANN401 - a result of that kind
    format_name: str,
    target: str | None,
    *,
    columns: int | None = None,
) -> None:
    """Write a result of one of the kinds in `chainaudit.model.format.RESULTS`; ``columns`` None: those of the place.

    Raises:
        UsageError: there is no such format for it, or the file cannot be written.
    """
    from chainaudit.app.rendering import written

    shown = layout(target)
    if columns is not None:
        shown = Layout(columns=columns, colour=shown.colour)
    write_text(written(kind, result, format_name, shown), target)


def write_text(text: str, target: str | None) -> None:
    """Write text to standard output, or to the file ``target``.

    Raises:
        UsageError: the file cannot be written.
    """
    colour = layout(target).colour
    text = _CONTROL.sub(lambda found: _harmless(found[0], colour=colour), text)
    if target is None or target == "-":
        encoding = sys.stdout.encoding or "utf-8"
        if not encoding.lower().startswith("utf"):
            text = text.translate(_PLAIN)
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        return
    try:
        with open(target, "w", encoding="utf-8", errors="backslashreplace") as stream:  # noqa: PTH123 - a path is a string here
            stream.write(text)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror or error}") from error


def _harmless(control: str, *, colour: bool) -> str:
    """Write a control character as JSON does: a document stays the same, and a terminal is left alone."""
    return control if colour and len(control) > 1 else f"\\u{ord(control[0]):04x}{control[1:]}"
