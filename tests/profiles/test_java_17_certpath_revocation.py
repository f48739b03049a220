"""Java's path builder with revocation checking on; how often it is predicted is asserted in tests/conformance."""

from __future__ import annotations

import pytest

from chainaudit.app import registry
from chainaudit.judging.judge import verdict_of
from chainaudit.model.question import Purpose, RevocationInputs, RevocationMode
from chainaudit.profiles.java_17_certpath_revocation import PROFILE
from tests import forge
from tests.facts import question
from tests.forge_revocation import crl, entry

ROOT = forge.root(kind="2048")
CA = forge.intermediate(ROOT, "CA", kind="2048")
LEAF = forge.issue(CA, kind="2048")


@pytest.mark.parametrize(
    ("crls", "accepted"),
    [
        pytest.param((crl(ROOT), crl(CA)), True, id="good"),
        pytest.param((crl(ROOT), crl(CA, entry(1), LEAF)), False, id="revoked"),
        pytest.param((crl(ROOT, CA), crl(CA)), False, id="issuer revoked"),
        pytest.param((crl(ROOT),), False, id="no list for the target"),
        pytest.param((crl(ROOT), crl(CA, spoil=True)), False, id="a list that cannot be used"),
    ],
)
def test_every_certificate_needs_a_good_list(crls: tuple[bytes, ...], accepted: bool) -> None:
    asked = question(
        LEAF,
        ROOT,
        untrusted=(CA.certificate,),
        purpose=Purpose.ANY,
        revocation=RevocationInputs(crls, mode=RevocationMode.REQUIRE_ALL),
    )
    verdict, _ = verdict_of(asked, PROFILE, registry.checks())
    assert verdict.accepted is accepted
    if not accepted:
        assert {reason.words for reason in verdict.reasons} == {
            "unable to find valid certification path to requested target"
        }


def test_it_differs_from_the_bare_builder_in_revocation_alone() -> None:
    bare = registry.profile("java-17-certpath")
    assert "revocation.*" in bare.skips
    assert "revocation.*" not in PROFILE.skips
    assert {key for key in PROFILE.rulings if key not in bare.rulings} == {
        "policy.mapping-of-any",
        "revocation.revoked",
        "revocation.unknown",
    }
