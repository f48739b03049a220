"""From 3.2.0 on a chain must reach a self-signed root that was imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.app import registry
from chainaudit.judging.judge import judge
from chainaudit.model.path import Anchor
from chainaudit.profiles.transfer_cft_3_2 import PROFILE, UNKNOWN_CA
from tests.validators.making import END, SECOND, authority, end, question

if TYPE_CHECKING:
    from chainaudit.model.report import TargetReport

C = authority("C")
B = authority("B", C)
A = end("a.example", B)


def report(*anchors: object, target: object = A, **asked: object) -> TargetReport:
    asked.setdefault("presented", (target, B))
    return judge(question(target, anchors=anchors, **asked), [PROFILE], registry.checks())


def test_an_imported_intermediate_is_not_enough() -> None:
    """The example of the product's manual: A signed by B signed by C, and only B was imported."""
    found = report(B)
    (verdict,) = found.verdicts
    assert not verdict.accepted
    assert [(r.number, r.words) for r in verdict.reasons] == [(48, UNKNOWN_CA)]
    assert "CR=48 (Unknown CA: certificate verify failed)" in UNKNOWN_CA
    (finding,) = [f for f in found.findings if f.check == "path.incomplete"]
    assert finding.variant == "anchor-not-root"
    assert finding.severity.value == "error"
    assert "Import 'C' as ROOT" in finding.remedy
    assert "ROOTCID=(B,C)" in finding.remedy
    assert finding.actions[0].kind == "import-anchor"


def test_nor_is_it_where_the_root_is_presented() -> None:
    found = report(B, presented=(A, B, C))
    assert not found.verdicts[0].accepted
    assert [r.words for r in found.verdicts[0].reasons] == [UNKNOWN_CA]
    (finding,) = [f for f in found.findings if f.check == "path.untrusted"]
    assert "ROOTCID=(B,C)" in finding.remedy
    assert finding.actions[0].values["certificate"] == C.certificate.fingerprint


def test_with_both_imported_it_is_accepted() -> None:
    assert report(B, C).verdicts[0].accepted
    assert report(C).verdicts[0].accepted
    assert report(B, C, presented=(A,)).verdicts[0].accepted


def test_a_self_signed_certificate_that_was_imported_is_its_own_root() -> None:
    alone = end("s.example")
    assert report(alone, target=alone, presented=(alone,)).verdicts[0].accepted


def test_the_option_of_others_does_not_help() -> None:
    assert not report(B, partial_chain=True).verdicts[0].accepted
    assert report(C, partial_chain=True).verdicts[0].accepted


def test_no_host_name_is_compared() -> None:
    assert report(C, hosts=("another.example",)).verdicts[0].accepted


def test_an_alias_of_the_store_is_the_name_in_the_list() -> None:
    found = report(Anchor(B.certificate, alias="PARTNER_B"))
    (finding,) = [f for f in found.findings if f.check == "path.incomplete"]
    assert "ROOTCID=(PARTNER_B,C)" in finding.remedy


@pytest.mark.parametrize("moment", [END + SECOND])
def test_what_is_expired_is_refused_in_the_words_of_the_finding(moment: object) -> None:
    (verdict,) = report(C, moment=moment).verdicts
    assert not verdict.accepted
    assert {r.number for r in verdict.reasons} == {45}


def test_the_newest_bears_the_short_name() -> None:
    assert registry.profile("transfer-cft") is PROFILE
    assert registry.profile("transfer-cft-3.2") is PROFILE
