"""Section 6 alone: nothing of section 4, and revocation fails hard."""

from __future__ import annotations

from chainaudit.app import registry
from chainaudit.judging.judge import verdict_of
from chainaudit.model import extension
from chainaudit.model.question import Purpose, Question, RevocationInputs, RevocationMode
from chainaudit.profiles.rfc5280_path import PROFILE, adapt
from tests import forge
from tests.facts import question
from tests.forge_revocation import crl

ROOT = forge.root()
CA = forge.intermediate(ROOT, "CA")
CRLS = (crl(ROOT), crl(CA))


def asked(target: forge.Forged, ca: forge.Forged = CA, crls: tuple[bytes, ...] = CRLS, **parts: object) -> Question:
    return question(
        target, ROOT, untrusted=(ca.certificate,), purpose=Purpose.ANY, revocation=RevocationInputs(crls), **parts
    )


def accepts(target: forge.Forged, ca: forge.Forged = CA, crls: tuple[bytes, ...] = CRLS) -> bool:
    return verdict_of(asked(target, ca, crls), PROFILE, registry.checks())[0].accepted


def test_every_certificate_needs_a_good_list() -> None:
    leaf = forge.issue(CA)
    assert accepts(leaf)
    assert not accepts(leaf, crls=(crl(CA),))
    assert not accepts(leaf, crls=())
    assert not accepts(leaf, crls=(crl(ROOT), crl(CA, leaf)))


def test_section_4_is_not_asked() -> None:
    odd = {
        extension.BASIC_CONSTRAINTS: (False, forge.basic_constraints(ca=True)),
        extension.SUBJECT_KEY_IDENTIFIER: None,
        extension.AUTHORITY_KEY_IDENTIFIER: None,
    }
    ca = forge.intermediate(ROOT, "CA", replace=odd)
    assert accepts(forge.issue(ca, serial=b"\xff", replace=odd | {extension.BASIC_CONSTRAINTS: None}), ca)
    assert accepts(forge.issue(CA), crls=(crl(ROOT), crl(CA, replace={"2.5.29.20": None})))


def test_strength_is_not_asked_either() -> None:
    weak = forge.root("Root", kind="1024", digest="sha1")
    assert accepts(forge.issue(CA, kind="1024", digest="sha1"))
    one = question(weak, weak, purpose=Purpose.ANY)
    assert verdict_of(one, PROFILE, registry.checks())[0].accepted


def test_the_anchor_gives_its_name_and_key_alone() -> None:
    root = forge.root(path_length=0, end=forge.BEGIN)
    ca = forge.intermediate(root, "CA")
    leaf = forge.issue(ca)
    one = question(
        leaf,
        root,
        untrusted=(ca.certificate,),
        purpose=Purpose.ANY,
        revocation=RevocationInputs((crl(root), crl(ca))),
    )
    assert verdict_of(one, PROFILE, registry.checks())[0].accepted


def test_the_question_is_asked_with_hard_fail_unless_it_is_switched_off() -> None:
    leaf = forge.issue(CA)
    assert adapt(asked(leaf)).revocation.mode is RevocationMode.REQUIRE_ALL
    assert adapt(asked(leaf)).revocation.crls == CRLS
    off = question(leaf, ROOT, revocation=RevocationInputs(mode=RevocationMode.OFF))
    assert adapt(off) is off
