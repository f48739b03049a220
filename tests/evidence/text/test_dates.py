from __future__ import annotations

from datetime import datetime, timezone

import pytest

from chainaudit.evidence.text.dates import month_first, year_first


def at(day: int, hour: int, minute: int = 35) -> datetime:
    return datetime(2026, 11, day, hour, minute, 2, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nov 21 08:35:02 2026 GMT", at(21, 8)),
        ("start date: Nov  1 08:35:02 2026 GMT", at(1, 8)),
        ("Sat Nov 21 08:35:02 UTC 2026", at(21, 8)),
        ("Sat Nov 21 08:35:02 CET 2026", at(21, 7)),
        ("Sat Nov 21 08:35:02 XYZ 2026", at(21, 8)),
        ("Sat Nov 21 01:35:02 +02:00 2026", at(20, 23)),
        ("Nov 31 08:35:02 2026 GMT", None),
        ("Nox 21 08:35:02 2026 GMT", None),
        ("Jan 1 00:00:00 +01:00 0001", None),
        ("", None),
    ],
)
def test_the_month_comes_first(text: str, expected: datetime | None) -> None:
    assert month_first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-21 08:35:02 UTC", at(21, 8)),
        ("2026-11-21T08:35:02Z", at(21, 8)),
        ("2026-11-21 08:35:02,123 EST", at(21, 13)),
        ("2026-11-21 08:35:02.123 -0530", at(21, 14, 5)),
        ("2026-11-21 08:35:02.000 CEST", at(21, 6)),
        ("none", None),
        ("0001-01-01 00:00:00 +01:00", None),
        ("2026-13-21 08:35:02 UTC", None),
    ],
)
def test_the_year_comes_first(text: str, expected: datetime | None) -> None:
    assert year_first(text) == expected
