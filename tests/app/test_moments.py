"""Times as people write them, against GNU date."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app.moments import moment, now
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-31",
        "2027-01-31T12:00:00Z",
        "2027-01-31T12:00:00z",
        "2027-01-31T12:00:00",
        "2027-01-31T12:00:00+02:00",
        "2027-01-31T23:59:59-11:30",
        "2024-02-29T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "0999-01-01",
        "9999-12-31T23:59:59Z",
    ],
)
def test_a_time_is_the_one_that_date_reads(text: str, tool: Callable[..., Any]) -> None:
    seconds = int(tool("date", "-u", "-d", text, "+%s").stdout)
    found = moment(text)
    assert (found - datetime(1970, 1, 1, tzinfo=timezone.utc)) == timedelta(seconds=seconds)
    assert found.utcoffset() == timedelta(0)


@pytest.mark.parametrize("seconds", [0x7FFFFFFF, 1_700_000_000, 10_000, -86_400])
def test_seconds_since_1970(seconds: int, tool: Callable[..., Any]) -> None:
    shown = tool("date", "-u", "-d", f"@{seconds}", "+%Y-%m-%dT%H:%M:%S").stdout.strip()
    assert moment(str(seconds)).strftime("%Y-%m-%dT%H:%M:%S") == shown


@pytest.mark.parametrize(("text", "year"), [("0", 1970), ("59", 1970), ("-86400", 1969), ("10000", 1970)])
def test_numbers_are_seconds_since_1970(text: str, year: int) -> None:
    found = moment(text)
    assert (found.year, found.timestamp()) == (year, int(text))


def test_four_digits_are_a_year_and_no_seconds() -> None:
    with pytest.raises(UsageError, match="'2027' is no time"):
        moment("2027")


@pytest.mark.parametrize("text", [None, "now"])
def test_without_a_time_it_is_now(text: str | None) -> None:
    before = now()
    assert before <= moment(text) <= now()
    assert before.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2027-13-01", "2027-02-29", "31.01.2027", "2027-01-31T25:00:00Z", "9" * 30, "-", "Z"]
)
def test_what_is_no_time_is_one_sentence(text: str) -> None:
    with pytest.raises(UsageError, match="is no time; write it like 2027-01-31"):
        moment(text)
