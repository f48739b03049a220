"""A certificate is valid for longer than the verifier allows."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from chainaudit.model.context import Role
from chainaudit.validators.certificate.lifetime import CHECK
from tests import forge
from tests.facts import findings

SINCE = datetime(2020, 9, 1, tzinfo=timezone.utc)
LIMITS = ((datetime(2019, 7, 1, tzinfo=timezone.utc), 825), (SINCE, 398))


@pytest.mark.parametrize(
    ("begin", "length", "count"),
    [
        (SINCE, timedelta(days=398, seconds=-1), 0),
        (SINCE, timedelta(days=398), 1),
        (SINCE - timedelta(seconds=1), timedelta(days=399), 0),
        (SINCE - timedelta(seconds=1), timedelta(days=825), 1),
        (datetime(2019, 6, 30, tzinfo=timezone.utc), timedelta(days=5000), 0),
    ],
)
def test_the_limit_is_that_of_the_day_of_issue_and_both_ends_count(
    begin: datetime, length: timedelta, count: int
) -> None:
    one = forge.issue(begin=begin, end=begin + length)
    assert len(findings(CHECK, one, max_lifetime_days=LIMITS)) == count


def test_without_limits_and_for_issuers_nobody_asks() -> None:
    long = forge.issue(begin=SINCE, end=SINCE + timedelta(days=5000))
    assert findings(CHECK, long) == []
    assert findings(CHECK, long, Role.ANCHOR, max_lifetime_days=LIMITS) == []
