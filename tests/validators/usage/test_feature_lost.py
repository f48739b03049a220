"""Features that an issuer has and what it issued has not."""

from __future__ import annotations

import pytest

from chainaudit.validators.usage.feature_lost import CHECK
from tests.profiles.gnutls_stapling import feature
from tests.validators.making import authority, end, findings, of_link


@pytest.mark.parametrize(
    ("of_issuer", "of_subject", "expected"),
    [
        pytest.param((), (), [], id="none"),
        pytest.param((), (5,), [], id="the subject has more"),
        pytest.param((5,), (5,), [], id="the same"),
        pytest.param((5,), (17, 5), [], id="one more"),
        pytest.param((5,), (), ["status_request"], id="lost"),
        pytest.param((5, 17), (5,), ["status_request_v2"], id="one of two lost"),
        pytest.param((99,), (5,), ["99"], id="one without a name"),
    ],
)
def test_a_subject_has_at_least_what_its_issuer_has(
    of_issuer: tuple[int, ...], of_subject: tuple[int, ...], expected: list[str]
) -> None:
    issuer = authority("CA", extra=[feature(*of_issuer)] if of_issuer else [])
    subject = end("a.example", issuer, extra=[feature(*of_subject)] if of_subject else [])
    told = [finding.observed for finding in findings(CHECK, of_link(issuer, subject))]
    assert [text.rpartition("below it, and ")[2].removesuffix(" is missing") for text in told] == expected
