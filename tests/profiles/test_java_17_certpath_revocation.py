"""Java's path builder with revocation checking on; how often it is predicted is asserted in tests/conformance."""

from __future__ import annotations

import pytest

from chainaudit.app import registry
from chainaudit.judging.judge import verdict_of
from chainaudit.model import der, extension
from chainaudit.model.crl import ISSUING_DISTRIBUTION_POINT
from chainaudit.model.question import Purpose, RevocationInputs, RevocationMode
from chainaudit.profiles.java_17_certpath_revocation import PROFILE
from tests import forge
from tests.facts import question
from tests.forge_revocation import UNKNOWN, crl, entry, full_name, point, points, scope
from tests.profiles import verifiers
from tests.profiles.chains import Chain

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
        "policy.mapping-of-any/from",
        "policy.mapping-of-any/to",
        "revocation.revoked",
        "revocation.unknown",
    }


DIRECT = forge.issue(ROOT, kind="2048")
POINTED = {
    "uri": points(point(full_name("http://x.example/c"))),
    "reasons": points(point(full_name("http://x.example/c"), (1, 2))),
    "issuer": points(point(issuer=ROOT.subject)),
    "nothing": points(),
}
OTHER_KEY = {extension.AUTHORITY_KEY_IDENTIFIER: (False, der.encode(der.SEQUENCE, der.encode(0x80, bytes(20))))}
LISTS = (
    (DIRECT, crl(ROOT)),
    (DIRECT, crl(ROOT, until=None)),
    (DIRECT, crl(ROOT, replace=OTHER_KEY)),
    (DIRECT, crl(ROOT, entry(DIRECT.certificate.serial_number, 8))),
    (DIRECT, crl(ROOT, entry(DIRECT.certificate.serial_number, 4))),
    (DIRECT, crl(ROOT, entry(DIRECT.certificate.serial_number, issuer=LEAF.subject))),
    (DIRECT, crl(ROOT, entry(99, extra=(UNKNOWN,)))),
    *(
        (forge.issue(ROOT, kind="2048", extra=extra), crl(ROOT, replace={ISSUING_DISTRIBUTION_POINT: covers}))
        for extra in POINTED.values()
        for covers in (None, scope(full_name("http://x.example/c")), scope(indirect=True))
    ),
)


def test_lists_count_as_they_do_in_java() -> None:
    chains = [Chain("", one.certificate, (), (ROOT.certificate,), "leaf.example") for one, _ in LISTS]
    answers, _ = verifiers.java(chains, [(one,) for _, one in LISTS])
    predicted = []
    for target, one in LISTS:
        asked = question(
            target, ROOT, purpose=Purpose.ANY, revocation=RevocationInputs((one,), mode=RevocationMode.REQUIRE_ALL)
        )
        predicted.append(verdict_of(asked, PROFILE, registry.checks())[0].accepted)
    assert predicted == [answer == verifiers.ACCEPT for answer in answers]
    assert 4 < sum(predicted) < len(LISTS) - 4
