"""GnuTLS: what it refuses, its status bits, and what the handshake asks besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app import registry
from chainaudit.judging.judge import verdict_of
from chainaudit.model import extension
from chainaudit.model.path import Anchor
from chainaudit.model.question import Purpose, Question, RevocationInputs, Target
from chainaudit.model.reference import reference_identifier
from chainaudit.profiles.gnutls_3_7 import PROFILE
from tests import forge
from tests.profiles import gnutls_stapling
from tests.profiles.saying import CA, ROOT, numbers, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

KU, SAN, EKU = extension.KEY_USAGE, extension.SUBJECT_ALTERNATIVE_NAME, extension.EXTENDED_KEY_USAGE


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (forge.issue(ROOT), []),
        (forge.issue(ROOT, kind="1024"), []),
        (forge.issue(ROOT, replace={SAN: None}), []),
        (forge.issue(ROOT, serial=b"\xff"), []),
        (forge.issue(ROOT, digest="sha1"), [1 << 8]),
        (forge.issue(ROOT, end=forge.BEGIN), [1 << 10]),
        (forge.issue(ROOT, begin=forge.END), [1 << 9]),
        (forge.issue(ROOT, names=("other.example",)), [1 << 14]),
        (forge.issue(ROOT, replace={EKU: (False, forge.usages(extension.CLIENT_AUTH))}), [1 << 18]),
        (forge.issue(forge.root("Other")), [1 << 6]),
    ],
)
def test_status_bits(target: forge.Forged, said: list[int]) -> None:
    assert numbers(PROFILE, target, ROOT) == said


def test_an_intermediate_is_an_anchor_and_dates_of_anchors_count() -> None:
    assert words(PROFILE, forge.issue(CA), CA) == []
    old = forge.root("Old", end=forge.BEGIN)
    assert words(PROFILE, forge.issue(old), old) == [
        "The certificate is NOT trusted. The certificate chain uses expired certificate."
    ]


def test_a_key_that_may_not_sign_is_found_in_the_handshake() -> None:
    target = forge.issue(ROOT, kind="2048", replace={KU: (True, forge.key_usage(extension.KEY_ENCIPHERMENT))})
    assert words(PROFILE, target, ROOT) == ["Key usage violation in certificate has been detected."]


def test_an_issuer_must_be_a_ca() -> None:
    bad = forge.intermediate(ROOT, replace={extension.BASIC_CONSTRAINTS: None})
    assert numbers(PROFILE, forge.issue(bad), bad, ROOT) == [1 << 7]


URI = (False, b"\x30\x16\x86\x14https://leaf.example")


def test_a_uri_among_the_names_keeps_it_from_the_common_name() -> None:
    assert numbers(PROFILE, forge.issue(ROOT, replace={SAN: (False, forge.san("email:a@leaf.example"))}), ROOT) == []
    assert numbers(PROFILE, forge.issue(ROOT, replace={SAN: URI}), ROOT) == [1 << 14]


def test_what_is_critical_and_not_read() -> None:
    constrains = forge.intermediate(ROOT, extra=((extension.POLICY_CONSTRAINTS, True, bytes.fromhex("3003800100")),))
    assert numbers(PROFILE, forge.issue(constrains), constrains, ROOT) == [1 << 21]
    unknown = forge.root("Unknown", extra=(("1.2.3.4.5", True, b"\x05\x00"),))
    lower = forge.intermediate(unknown)
    assert numbers(PROFILE, forge.issue(lower), lower, unknown) == [1 << 21]


def test_an_anchor_that_may_not_sign_violates_constraints() -> None:
    silent = forge.root("Silent", replace={KU: (True, forge.key_usage(0))})
    lower = forge.intermediate(silent)
    assert numbers(PROFILE, forge.issue(lower), lower, silent) == [1 << 16]


@pytest.mark.parametrize("name", gnutls_stapling.CASES)
def test_staples_are_asked_for_as_gnutls_cli_does(name: str, tmp_path: Path, tool: Callable[..., Outcome]) -> None:
    case = gnutls_stapling.CASES[name]
    chain = tuple(made.certificate for made in case.presented)
    stapled = () if case.stapled_by is None else (gnutls_stapling.response(case.presented[0], case.stapled_by),)
    question = Question(
        Target(chain[0], chain),
        anchors=tuple(Anchor(made.certificate) for made in gnutls_stapling.ANCHORS),
        moment=gnutls_stapling.NOW,
        host=(reference_identifier(gnutls_stapling.HOST),),
        purpose=Purpose.SERVER,
        revocation=RevocationInputs(ocsp_responses=stapled),
    )
    verdict, _ = verdict_of(question, PROFILE, registry.checks())
    said = {sentence for reason in verdict.reasons for sentence in gnutls_stapling.sentences(reason.words)}
    assert (said or {"The certificate is trusted"}) == gnutls_stapling.asked(case, tmp_path, tool)
