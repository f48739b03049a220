"""Certificates whose dates are no dates."""

from __future__ import annotations

import pytest

from chainaudit.model.certificate import Certificate
from tests.validators.making import end


def _with_month_13(*dates: bytes) -> Certificate:
    encoded = end().certificate.der
    for date in dates:
        assert encoded.count(date) == 1
        encoded = encoded.replace(date, date[:2] + b"13" + date[4:])
    return Certificate.read(encoded)


@pytest.fixture
def broken_dates() -> Certificate:
    """Month 13 in both dates; all else is sound."""
    broken = _with_month_13(b"260101000000Z", b"270101000000Z")
    assert broken.not_before is None
    assert broken.not_after is None
    return broken


@pytest.fixture
def broken_begin() -> Certificate:
    """Month 13 in notBefore alone."""
    broken = _with_month_13(b"260101000000Z")
    assert broken.not_before is None
    assert broken.not_after is not None
    return broken


@pytest.fixture
def broken_end() -> Certificate:
    """Month 13 in notAfter alone."""
    broken = _with_month_13(b"270101000000Z")
    assert broken.not_before is not None
    assert broken.not_after is None
    return broken
