"""Dates through 2049 are UTCTime."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from chainaudit.model import der
from chainaudit.model.certificate import Certificate
from chainaudit.model.context import CertificateContext, Role
from chainaudit.model.question import CertificateQuestion
from chainaudit.model.rules import Rules
from chainaudit.validators.certificate.time_form import CHECK
from tests import forge
from tests.facts import question


def fields(one: Certificate) -> list[str]:
    context = CertificateContext(one, Role.TARGET, CertificateQuestion(question(forge.issue())), Rules())
    return [finding.field for finding in CHECK.find(context)]


@pytest.mark.parametrize(("year", "said"), [(2049, ["notAfter"]), (2050, []), (9999, [])])
def test_generalized_time_is_for_later_years(year: int, said: list[str]) -> None:
    """The long form of a date that has a short one is found; that of a later date is as it must be."""
    end = datetime(year, 1, 2, 3, 4, 5, tzinfo=timezone.utc)
    encoded = forge.issue(end=end).certificate.der
    short = der.encode(der.UTC_TIME, end.strftime("%y%m%d%H%M%SZ").encode())
    long = der.encode(der.GENERALIZED_TIME, end.strftime("%Y%m%d%H%M%SZ").encode())
    assert (short in encoded) is (year < 2050)
    outer = der.read(encoded).children()
    tbs = outer[0].children()
    validity = next(n for n in tbs if n.tag == der.SEQUENCE and n.children()[0].tag == der.UTC_TIME)
    changed = der.encode(der.SEQUENCE, validity.children()[0].encoded + long)
    parts = b"".join(changed if n is validity else n.encoded for n in tbs)
    whole = der.encode(der.SEQUENCE, parts) + b"".join(n.encoded for n in outer[1:])
    assert fields(Certificate.read(der.encode(der.SEQUENCE, whole))) == said


def test_an_ordinary_certificate_is_written_right() -> None:
    assert fields(forge.issue().certificate) == []
