"""Thirty days or a third of the lifetime, whichever is less; or the days that were asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.validity.expires_soon import CHECK
from tests.validators import making
from tests.validators.making import BEGIN, DAY, END, SECOND, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("left", "days", "expected"),
    [
        pytest.param(30 * DAY + SECOND, 30, [], id="a second more than thirty days"),
        pytest.param(30 * DAY, 30, ["target"], id="thirty days"),
        pytest.param(timedelta(0), 30, ["target"], id="the last second"),
        pytest.param(-SECOND, 30, [], id="expired, which another check says"),
        pytest.param(7 * DAY + SECOND, 7, [], id="a second more than seven days as asked for"),
        pytest.param(7 * DAY, 7, ["target"], id="seven days as asked for"),
        pytest.param(SECOND, 0, [], id="no days asked for"),
    ],
)
def test_a_certificate_of_a_year(left: timedelta, days: int, expected: list[str]) -> None:
    context = of_certificate(end(), moment=END - left, expires_soon_days=days)
    assert variants(CHECK, context) == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        pytest.param(2 * DAY + SECOND, [], id="a second more than a third"),
        pytest.param(2 * DAY, ["target"], id="a third"),
    ],
)
def test_a_certificate_of_six_days(left: timedelta, expected: list[str]) -> None:
    short = end(end=BEGIN + 6 * DAY)
    assert variants(CHECK, of_certificate(short, moment=BEGIN + 6 * DAY - left)) == expected


@pytest.mark.parametrize(("days", "expected"), [(3, ["target"]), (2, []), (500, ["target"])])
def test_days_that_were_asked_for_count_as_they_are(days: int, expected: list[str]) -> None:
    short = end(end=BEGIN + 6 * DAY)
    assert variants(CHECK, of_certificate(short, moment=BEGIN + 3 * DAY, expires_soon_days=days)) == expected


def test_every_role_is_a_warning() -> None:
    soon = END - 5 * DAY
    root = making.authority()
    for role, variant in ((Role.INTERMEDIATE, "issuer"), (Role.ANCHOR, "anchor")):
        (finding,) = findings(CHECK, of_certificate(root, role, moment=soon))
        assert finding.variant == variant
        assert finding.severity is Severity.WARNING
    assert finding.values["days_left"] == 5
    assert finding.observed == "it expires on 2027-01-01 00:00:00 UTC, in 5 days"
    assert finding.actions[0].kind == "replace-anchor"
    (finding,) = findings(CHECK, of_certificate(end(), moment=soon))
    assert finding.actions[0].kind == "renew"
    assert finding.remedy == CHECK.remedy


def test_what_is_not_valid_yet_does_not_expire_soon() -> None:
    late = end(begin=BEGIN, end=BEGIN + DAY)
    assert variants(CHECK, of_certificate(late, moment=BEGIN - SECOND, expires_soon_days=10_000)) == []


@pytest.mark.parametrize("which", ["broken_dates", "broken_begin", "broken_end"])
def test_dates_that_cannot_be_read_are_left_to_the_other_checks(which: str, request: pytest.FixtureRequest) -> None:
    assert variants(CHECK, of_certificate(request.getfixturevalue(which), moment=END - DAY)) == []
