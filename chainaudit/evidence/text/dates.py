"""Dates and times as programs print them; all come back as aware UTC instants."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

_MONTH_FIRST: Final = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (?:(\S+) )?(\d{4})")
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?: ?([A-Z]{2,5}|[+-]\d\d:?\d\d))?"
)
_UNIVERSAL: Final = frozenset((None, "UTC", "GMT"))
_ZONES: Final = {"CET": 1, "CEST": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "PST": -8, "PDT": -7,
                 "BST": 1, "MSK": 3, "IST": 5.5, "JST": 9, "EET": 2, "EEST": 3}  # fmt: skip


def month_first(text: str) -> datetime | None:
    """``Nov 21 08:35:02 2026 GMT`` and ``Sat Nov 21 09:35:02 CET 2026``; a zone that is not known counts as UTC.

    None where it is no date.
    """
    match = _MONTH_FIRST.search(text)
    if match is None:
        return None
    month = _MONTHS.find(match.group(1)) // 3 + 1
    day, hour, minute, second, year = map(int, match.group(2, 3, 4, 5, 7))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc) - _offset(match.group(6) or "")
    except (ValueError, OverflowError):
        return None


def year_first(text: str) -> datetime | None:
    """``2026-11-21 08:35:02.123 UTC``; a zone that is not known counts as UTC. None where it is no date."""
    match = _YEAR_FIRST.search(text)
    if match is None:
        return None
    try:
        moment = datetime(*map(int, match.groups()[:6]), tzinfo=timezone.utc)  # type: ignore[misc,arg-type]
        zone = match.group(7)
        return moment if zone in _UNIVERSAL else moment - _offset(zone)
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if re.fullmatch(r"[+-]\d\d:?\d\d", zone):
        digits = zone[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:4])
        return timedelta(minutes=-minutes if zone[0] == "-" else minutes)
    return timedelta(hours=_ZONES.get(zone, 0))
