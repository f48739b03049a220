"""A certificate whose dates are no dates."""

from __future__ import annotations

import pytest

from chainaudit.model.certificate import Certificate
from tests.validators.making import end


@pytest.fixture
def broken_dates() -> Certificate:
    """Month 13 in both dates; all else is sound."""
    encoded = end().certificate.der
    for date in (b"260101000000Z", b"270101000000Z"):
        assert encoded.count(date) == 1
        encoded = encoded.replace(date, date[:2] + b"13" + date[4:])
    broken = Certificate.read(encoded)
    assert broken.not_before is None
    assert broken.not_after is None
    return broken
