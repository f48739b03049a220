"""OpenSSL 1.1.1 differs from 3.0 in numbers, in what SHA-1 is worth, and in whom it takes for an issuer."""

from __future__ import annotations

import chainaudit
from chainaudit.judging.judge import verdict_of
from tests.profiles.openssl_lab import cases, question


def said(case: str, profile: str) -> list[tuple[int | None, int | None]]:
    verdict, _ = verdict_of(question(cases()[case]), chainaudit.profile(profile), chainaudit.checks())
    return [(r.number, r.depth) for r in verdict.reasons]


def test_no_ca_had_another_number() -> None:
    assert said("15_inter_caFALSE", "openssl-1.1.1") == [(24, 1)]
    assert said("15_inter_caFALSE", "openssl-3.0") == [(79, 1)]


def test_sha_1_was_enough_for_level_1() -> None:
    assert said("11_sha1_leaf", "openssl-1.1.1") == []
    assert said("11b_md5_leaf", "openssl-1.1.1") == [(68, 0)]


def test_who_may_not_sign_was_no_issuer() -> None:
    assert said("16_inter_no_certsign", "openssl-1.1.1") == [(20, 0)]
    assert said("16_inter_no_certsign", "openssl-3.0") == [(79, 1)]
