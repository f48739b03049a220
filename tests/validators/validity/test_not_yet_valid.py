"""A certificate is valid from the second of its notBefore on (RFC 5280, 4.1.2.5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.validity.not_yet_valid import CHECK
from tests.validators import making
from tests.validators.making import BEGIN, SECOND, doubts, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(BEGIN - SECOND, ["target"], id="a second before"),
        pytest.param(BEGIN - timedelta(milliseconds=1), ["target"], id="just before"),
        pytest.param(BEGIN, [], id="the first second itself"),
        pytest.param(BEGIN + SECOND, [], id="a second after"),
    ],
)
def test_the_beginning_to_the_second(moment: object, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(), moment=moment)) == expected


def test_an_issuer_counts_and_an_anchor_is_another_question() -> None:
    early = BEGIN - SECOND
    assert variants(CHECK, of_certificate(making.authority(), Role.INTERMEDIATE, moment=early)) == ["issuer"]
    assert not making.applies(CHECK, of_certificate(making.authority(), Role.ANCHOR, moment=early))


def test_the_clock_is_looked_at_first() -> None:
    (finding,) = findings(CHECK, of_certificate(end(), moment=BEGIN - timedelta(hours=2)))
    assert finding.severity is Severity.ERROR
    assert finding.observed == "it becomes valid on 2026-01-01 00:00:00 UTC, 2 hours after the moment that is judged"
    assert [a.kind for a in finding.actions] == ["fix-clock", "reissue"]


def test_a_date_that_cannot_be_read_is_no_pass(broken_dates: object) -> None:
    (doubt,) = doubts(CHECK, of_certificate(broken_dates))
    assert not doubt.missing
