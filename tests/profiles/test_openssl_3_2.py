"""OpenSSL since 3.2 is what `openssl` means, and judges as 3.0 does at level 2."""

from __future__ import annotations

import chainaudit
from chainaudit.judging.judge import verdict_of
from tests.profiles.openssl_lab import cases, question


def test_the_short_name_means_the_newest() -> None:
    assert chainaudit.profile("openssl") is chainaudit.profile("openssl-3.2")


def test_it_judges_as_3_0_does() -> None:
    for name, case in cases().items():
        answers = [
            [
                (r.number, r.depth)
                for r in verdict_of(question(case), chainaudit.profile(p), chainaudit.checks())[0].reasons
            ]
            for p in ("openssl-3.0", "openssl-3.2")
        ]
        assert answers[0] == answers[1], name
