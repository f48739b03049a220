"""A certificate is valid up to and including the second of its notAfter (RFC 5280, 4.1.2.5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.validity.expired import CHECK
from tests.validators import making
from tests.validators.making import END, SECOND, doubts, end, findings, of_certificate, variants

STRICT = Rules(moment_after_is_inclusive=False)


@pytest.mark.parametrize(
    ("moment", "rules", "expected"),
    [
        pytest.param(END - SECOND, Rules(), [], id="a second before"),
        pytest.param(END, Rules(), [], id="the last second itself"),
        pytest.param(END + timedelta(milliseconds=5), Rules(), [], id="within the last second"),
        pytest.param(END + SECOND, Rules(), ["target"], id="a second after"),
        pytest.param(END - SECOND, STRICT, [], id="where notAfter is too late, a second before"),
        pytest.param(END, STRICT, ["target"], id="where notAfter is too late, notAfter"),
    ],
)
def test_the_end_to_the_second(moment: object, rules: Rules, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(), rules=rules, moment=moment)) == expected


def test_an_issuer_counts_and_an_anchor_is_another_question() -> None:
    late = END + SECOND
    (finding,) = findings(CHECK, of_certificate(making.authority(), Role.INTERMEDIATE, moment=late))
    assert finding.variant == "issuer"
    assert finding.actions[0].kind == "append-issuer"
    assert not making.applies(CHECK, of_certificate(making.authority(), Role.ANCHOR, moment=late))


def test_what_a_person_reads() -> None:
    one = end()
    (finding,) = findings(CHECK, of_certificate(one, moment=END + timedelta(days=3)))
    assert finding.severity is Severity.ERROR
    assert finding.field == "notAfter"
    assert finding.observed == "it expired on 2027-01-01 00:00:00 UTC, 3 days before the moment judged"
    assert finding.values["seconds_since"] == 3 * 86_400
    (action,) = finding.actions
    assert action.kind == "renew"
    assert action.values["certificate"] == one.certificate.fingerprint


def test_a_date_that_cannot_be_read_is_no_pass(broken_dates: object) -> None:
    (doubt,) = doubts(CHECK, of_certificate(broken_dates))
    assert not doubt.missing
    assert "notAfter" in doubt.why
