"""OpenSSL since 3.2 is what `openssl` means; what its library answered at level 2 is predicted, number by number."""

from __future__ import annotations

import re

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from tests.profiles.openssl_lab import cases, question

_PRINTED = re.compile(r"error (\d+) at (\d+) depth")


def test_the_short_name_means_the_newest() -> None:
    assert chainaudit.profile("openssl") is chainaudit.profile("openssl-3.2")


@pytest.mark.parametrize("name", cases())
def test_the_first_error_is_that_of_openssl_3_5(name: str) -> None:
    """Recorded: purpose sslserver, host name, level 2; a TLS client stops at the first error."""
    case = cases()[name]
    answer = case["observed"]["ossl_3.5_client"]
    verdict, _ = verdict_of(question(case), chainaudit.profile("openssl-3.2"), chainaudit.checks())
    assert verdict.accepted == answer.endswith(": OK")
    printed = [(int(number), int(depth)) for number, depth in _PRINTED.findall(answer)]
    assert [(r.number, r.depth) for r in verdict.reasons] == printed[:1]
