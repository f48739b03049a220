"""JSSE's trust manager is predicted: what a JVM says of chains of all kinds, and how it comes to its path."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model import der, extension
from chainaudit.profiles.java_17 import NOT_BUILT, PROFILE
from tests import forge
from tests.facts import question
from tests.profiles import verifiers
from tests.profiles.agreement import differences
from tests.profiles.chains import Chain, chains

COUNT = 250


@pytest.fixture(scope="module")
def answered() -> tuple[list[Chain], list[str], list[str]]:
    questions = list(chains(20260601, COUNT))
    return questions, *verifiers.java(questions)


def test_a_jvm_says_what_is_predicted(answered: tuple[list[Chain], list[str], list[str]]) -> None:
    questions, _, manager = answered
    wrong = differences("java-17", questions, manager)
    assert len(wrong) <= COUNT // 100, wrong
    assert COUNT // 4 < manager.count(verifiers.ACCEPT) < 3 * COUNT // 4


def test_its_path_builder_says_what_is_predicted(answered: tuple[list[Chain], list[str], list[str]]) -> None:
    questions, builder, _ = answered
    wrong = differences("java-17-certpath", questions, builder)
    assert len(wrong) <= COUNT // 100, wrong


ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)


def said(*presented: forge.Forged, anchors: tuple[forge.Forged, ...] = (ROOT,), **parts: object) -> list[str]:
    parts.setdefault("host", (chainaudit.reference_identifier("leaf.example"),))
    asked = question(presented[0], *anchors, untrusted=tuple(c.certificate for c in presented[1:]), **parts)
    verdict, _ = verdict_of(asked, PROFILE, chainaudit.checks())
    assert verdict.accepted is not bool(verdict.reasons)
    return [reason.words for reason in verdict.reasons]


def test_a_pinned_target_is_taken_whatever_its_dates() -> None:
    old = forge.issue(CA, end=forge.BEGIN)
    assert said(old, anchors=(old,)) == []
    assert said(old, CA) == [
        "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed"
    ]


def test_a_pinned_target_needs_its_name_alone() -> None:
    """JSSE asks nothing of the usages of a certificate that is an anchor itself; a JVM is asked beside."""
    client = forge.issue(CA, replace={extension.EXTENDED_KEY_USAGE: (False, forge.usages(extension.CLIENT_AUTH))})
    sealing = forge.issue(CA, replace={extension.KEY_USAGE: (True, forge.key_usage(extension.KEY_ENCIPHERMENT))})
    pinned = [Chain("", one.certificate, (), (one.certificate,), "leaf.example") for one in (client, sealing)]
    assert verifiers.java(pinned)[1] == [verifiers.ACCEPT, verifiers.ACCEPT]
    assert said(client, anchors=(client,)) == said(sealing, anchors=(sealing,)) == []
    other = (chainaudit.reference_identifier("other.example"),)
    assert said(LEAF, anchors=(LEAF,), host=other) == ["No subject alternative DNS name matching other.example found."]


def identified(*parts: bytes) -> forge.Forged:
    """Issue a leaf whose authority key identifier has these parts."""
    return forge.issue(
        ROOT, replace={extension.AUTHORITY_KEY_IDENTIFIER: (False, der.encode(der.SEQUENCE, b"".join(parts)))}
    )


def test_the_anchor_must_be_the_certificate_that_is_named() -> None:
    key = der.encode(0x80, forge.key_identifier(ROOT.key.public_key()))
    issuer = der.encode(0xA1, der.encode(0xA4, ROOT.subject))
    right = der.encode(0x82, ROOT.certificate.serial_number.to_bytes(8, "big").lstrip(b"\0"))
    wrong = der.encode(0x82, b"\x77")
    unnamed = forge.root(replace={extension.SUBJECT_KEY_IDENTIFIER: (False, b"junk")})
    cases = [(identified(*parts), ROOT) for parts in ((key, issuer, right), (key, issuer, wrong), (issuer, wrong), ())]
    cases.append((forge.issue(unnamed), unnamed))
    chains_ = [Chain("", leaf.certificate, (), (anchor.certificate,), "leaf.example") for leaf, anchor in cases]
    answers = [answer == verifiers.ACCEPT for answer in verifiers.java(chains_)[1]]
    assert [said(leaf, anchors=(anchor,)) == [] for leaf, anchor in cases] == answers
    assert answers == [True, False, False, True, False]


def test_a_chain_out_of_order_is_searched_and_then_one_sentence_is_all() -> None:
    assert said(LEAF, ROOT, CA) == []
    assert said(forge.issue(CA, end=forge.BEGIN), ROOT, CA) == [NOT_BUILT]
    assert said(LEAF) == [NOT_BUILT]


def test_the_dates_of_an_anchor_count_for_the_search_alone() -> None:
    old = forge.root("Old", end=forge.BEGIN)
    ca = forge.intermediate(old, "Below")
    leaf = forge.issue(ca)
    assert said(leaf, ca, anchors=(old,)) == []
    assert said(leaf, old, ca, anchors=(old,)) == [NOT_BUILT]


def test_a_renewed_root_with_the_same_name_and_key_ends_the_chain() -> None:
    renewed = forge.root("Root", end=forge.BEGIN)
    assert said(LEAF, CA, renewed) == []


def test_the_first_failure_is_told_and_from_the_anchor_down() -> None:
    bad = forge.intermediate(ROOT, "Bad", replace={extension.BASIC_CONSTRAINTS: None})
    (words,) = said(forge.issue(bad, end=forge.BEGIN), bad)
    assert words.endswith("CertPathValidatorException: basic constraints check failed: this is not a CA certificate")


def test_sha_1_is_disabled_under_the_roots_of_the_jdk_alone() -> None:
    target = forge.issue(ROOT, digest="sha1")
    for source, count in (("/etc/pki/java/cacerts", 1), ("/srv/partners.jks", 0), ("", 0)):
        asked = chainaudit.Question(
            chainaudit.Target(target.certificate),
            anchors=(chainaudit.Anchor(ROOT.certificate, source=source),),
            moment=forge.MOMENT,
            host=(chainaudit.reference_identifier("leaf.example"),),
        )
        assert len(verdict_of(asked, PROFILE, chainaudit.checks())[0].reasons) == count


def test_a_weak_digest_is_named_as_java_names_it() -> None:
    ca = forge.intermediate(ROOT, "RSA", kind="2048")
    assert said(forge.issue(ca, digest="md5"), ca)[0].endswith("signature algorithm: MD5withRSA")


VALIDATOR = "PKIX path validation failed: sun.security.validator.ValidatorException: TrustAnchor with subject "


def _below(count: int) -> list[forge.Forged]:
    """Intermediates, the lowest first."""
    issuers = [ROOT]
    for number in range(count):
        issuers.append(forge.intermediate(issuers[-1], f"CA {number}"))
    return issuers[:0:-1]


def test_a_presented_path_may_be_longer_than_one_that_is_searched() -> None:
    issuers = _below(7)
    target = forge.issue(issuers[0])
    assert said(target, *issuers) == []
    assert said(target, *issuers[1:], issuers[0]) == [NOT_BUILT]
    short = _below(5)
    assert said(forge.issue(short[0]), *short[1:], short[0]) == []


def test_an_anchor_that_is_none_is_named() -> None:
    no_ca = forge.issue(None, subject="Plain", ca=False)
    lower = forge.intermediate(no_ca)
    assert said(forge.issue(lower), lower, anchors=(no_ca,)) == [f'{VALIDATOR}"CN=Plain" is not a CA certificate']
    silent = forge.root("Silent", replace={extension.KEY_USAGE: (True, forge.key_usage(0))})
    lower = forge.intermediate(silent)
    assert said(forge.issue(lower), lower, anchors=(silent,)) == [
        f'{VALIDATOR}"CN=Silent" does not have keyCertSign bit set in KeyUsage extension'
    ]


def test_without_alternative_names_the_common_name_is_compared() -> None:
    nameless = {extension.SUBJECT_ALTERNATIVE_NAME: None}
    assert said(forge.issue(CA, replace=nameless), CA) == []
    assert said(forge.issue(CA, subject="other.example", replace=nameless), CA) == [
        "No name matching leaf.example found"
    ]
    assert said(forge.issue(CA, names=("other.example",)), CA) == [
        "No subject alternative DNS name matching leaf.example found."
    ]


def test_a_policy_that_is_required_and_not_there() -> None:
    requires = forge.intermediate(ROOT, extra=((extension.POLICY_CONSTRAINTS, True, bytes.fromhex("3003800100")),))
    (words,) = said(forge.issue(requires), requires)
    assert words.endswith("CertPathValidatorException: non-null policy tree required and policy tree is null")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("192.0.2.9",), "No subject alternative names matching IP address 192.0.2.7 found"),
        (("leaf.example",), "No subject alternative names matching IP address 192.0.2.7 found"),
        (None, "No subject alternative names present"),
    ],
)
def test_an_address_that_is_not_there_is_told_as_one(names: tuple[str, ...] | None, words: str) -> None:
    parts: dict[str, object] = {"names": names} if names else {"replace": {extension.SUBJECT_ALTERNATIVE_NAME: None}}
    target = forge.issue(CA, **parts)
    asked = [Chain("", target.certificate, (CA.certificate,), (ROOT.certificate,), "192.0.2.7")]
    assert verifiers.java(asked)[1] == [f"reject: {words}"]
    assert said(target, CA, host=(chainaudit.reference_identifier("192.0.2.7"),)) == [words]


def test_usages_that_cannot_be_read_are_passed_over() -> None:
    target = forge.issue(CA, replace={extension.EXTENDED_KEY_USAGE: (False, b"unreadable")})
    asked = [Chain("", target.certificate, (CA.certificate,), (ROOT.certificate,), "leaf.example")]
    assert verifiers.java(asked)[1] == [verifiers.ACCEPT]
    assert said(target, CA) == []
