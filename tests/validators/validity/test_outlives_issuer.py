"""The end of a path is the end of the certificate that ends first."""

from __future__ import annotations

import pytest

from chainaudit.model.finding import Severity
from chainaudit.validators.validity.outlives_issuer import CHECK
from tests.validators.making import END, SECOND, authority, end, findings, of_link, variants


@pytest.mark.parametrize(
    ("issuer_ends", "expected"),
    [
        pytest.param(END + SECOND, [], id="the issuer a second longer"),
        pytest.param(END, [], id="both together"),
        pytest.param(END - SECOND, ["issuer"], id="the issuer a second shorter"),
    ],
)
def test_the_ends_are_compared_to_the_second(issuer_ends: object, expected: list[str]) -> None:
    issuer = authority(end=issuer_ends)
    assert variants(CHECK, of_link(issuer, end(issuer=issuer))) == expected


def test_what_a_person_reads() -> None:
    issuer = authority(end=END - SECOND)
    subject = end(issuer=issuer)
    (finding,) = findings(CHECK, of_link(issuer, subject, issuer_is_anchor=True))
    assert finding.severity is Severity.WARNING
    assert finding.variant == "anchor"
    assert finding.certificate == subject.certificate
    assert "until 2027-01-01 00:00:00 UTC, its issuer 'CN=Root' only until 2026-12-31 23:59:59 UTC" in finding.observed
    assert finding.actions[0].kind == "replace-anchor"
    assert finding.actions[0].values["certificate"] == issuer.certificate.fingerprint


def test_dates_that_cannot_be_read_are_left_to_the_other_checks(broken_dates: object) -> None:
    root = authority()
    assert variants(CHECK, of_link(root, broken_dates)) == []
    assert variants(CHECK, of_link(broken_dates, end(issuer=root))) == []
