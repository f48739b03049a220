"""The clock and times that people write; nowhere else is the clock read."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Final

from chainaudit.errors import UsageError

_YEAR: Final = 4
"""Digits of a year, which is no moment; other numbers are seconds."""


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(timezone.utc)  # noqa: TID251 - the one place that reads the clock


def moment(text: str | None) -> datetime:
    """Return the moment that ``text`` names: ISO 8601 (UTC where no zone is given), seconds since 1970, or now.

    Raises:
        UsageError: it names none.
    """
    if text is None or text == "now":
        return now()
    try:
        if text.lstrip("-").isdigit() and len(text.lstrip("-")) != _YEAR:
            return datetime.fromtimestamp(int(text), timezone.utc)
        found = datetime.fromisoformat(text[:-1] + "+00:00" if text[-1:] in "Zz" and text else text)
        return found.replace(tzinfo=timezone.utc) if found.tzinfo is None else found.astimezone(timezone.utc)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"'{text}' is no time; write it like 2027-01-31, 2027-01-31T12:00:00Z or as seconds since 1970"
        ) from error
