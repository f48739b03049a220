"""Second opinions from the real verifiers, beside what was predicted of them."""

from __future__ import annotations

import pytest

from chainaudit.app.opinions import cross_check as module
from chainaudit.app.opinions.cross_check import cross_check
from chainaudit.errors import UsageError
from chainaudit.model.path import Anchor
from chainaudit.model.question import Purpose, RevocationInputs, RevocationMode
from chainaudit.model.second_opinion import Answer, SecondOpinion
from tests.validators.making import authority, end, question

ROOT = authority("Root of opinions")
CA = authority("CA of opinions", ROOT)
LEAF = end("a.example", CA)
EVERYBODY = ("openssl", "pyca", "java")


def asked(
    *,
    host: str = "a.example",
    presented: tuple[object, ...] = (LEAF, CA),
    anchors: tuple[object, ...] = (ROOT,),
    **parts: object,
) -> object:
    return question(LEAF, hosts=(host,), anchors=anchors, presented=presented, **parts)


def verdicts(*opinions: SecondOpinion) -> list[bool | None]:
    return [opinion.answer.accepted for opinion in opinions]


def test_all_agree_on_a_sound_chain() -> None:
    opinions = cross_check(asked(), EVERYBODY)  # type: ignore[arg-type]
    assert verdicts(*opinions) == [True, True, True]
    assert all(opinion.agrees for opinion in opinions)
    assert [o.predicted.profile.partition("-")[0] for o in opinions if o.predicted] == ["openssl", "pyca", "java"]


def test_all_refuse_another_host() -> None:
    opinions = cross_check(asked(host="b.example"), EVERYBODY)  # type: ignore[arg-type]
    assert verdicts(*opinions) == [False, False, False]
    assert all(opinion.agrees for opinion in opinions)
    assert "error 62 at 0 depth lookup: hostname mismatch" in opinions[0].answer.said


def test_they_differ_on_an_intermediate_as_anchor() -> None:
    opinions = cross_check(asked(anchors=(CA,)), EVERYBODY)  # type: ignore[arg-type]
    assert verdicts(*opinions) == [False, True, True]
    assert all(opinion.agrees for opinion in opinions)


def test_trust_settings_and_options_are_handed_over() -> None:
    client = (Anchor(ROOT.certificate, trusted_for=("1.3.6.1.5.5.7.3.2",)),)
    (opinion,) = cross_check(asked(anchors=client), ["openssl"])  # type: ignore[arg-type]
    assert opinion.answer.said == ("error 28 at 2 depth lookup: certificate rejected",)
    assert opinion.agrees
    (missing,) = cross_check(asked(revocation=RevocationInputs((), (), RevocationMode.REQUIRE_TARGET)), ["openssl"])  # type: ignore[arg-type]
    assert missing.answer.said == ("error 3 at 0 depth lookup: unable to get certificate CRL",)
    (short,) = cross_check(asked(max_intermediates=0), ["openssl"])  # type: ignore[arg-type]
    assert short.answer.said == ("error 22 at 1 depth lookup: certificate chain too long",)
    assert short.agrees


def test_what_they_cannot_be_asked_is_said() -> None:
    for opinion in cross_check(asked(purpose=Purpose.ANY), ["pyca", "java"]):  # type: ignore[arg-type]
        assert opinion.agrees is None
        assert "not asked" in opinion.lines()[0]


def test_a_name_that_is_no_verifier() -> None:
    with pytest.raises(UsageError, match="openssl, pyca, java"):
        cross_check(asked(), ["nss"])  # type: ignore[arg-type]


def test_a_program_that_is_not_installed_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    for opinion in cross_check(asked(), ["openssl", "java"]):  # type: ignore[arg-type]
        assert opinion.answer.accepted is None
        assert opinion.predicted is None


def test_a_difference_is_told() -> None:
    (agreed,) = cross_check(asked(), ["pyca"])  # type: ignore[arg-type]
    told = SecondOpinion(Answer("cryptography", accepted=False, said=("no",)), agreed.predicted)
    assert told.agrees is False
    assert told.lines() == ("cryptography: rejected (no)", "  differs from what pyca-50 predicted: accepted")


def test_a_jvm_sees_no_anchor_in_what_is_not_marked_as_trusted() -> None:
    unmarked = (Anchor(ROOT.certificate, is_marked=False),)
    for anchors in (unmarked, ()):
        (opinion,) = cross_check(asked(anchors=anchors), ["java"])  # type: ignore[arg-type]
        assert opinion.answer.said == ("the trustAnchors parameter must be non-empty",)
        assert opinion.agrees
        assert opinion.predicted is not None
        assert opinion.predicted.reasons[0].words.endswith("the trustAnchors parameter must be non-empty")
