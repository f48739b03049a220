"""A search takes any acceptable path, goes back from dead ends, and explains the likeliest where there is none."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import evaluate
from chainaudit.judging.searched import any_path, every_path
from chainaudit.model import extension
from tests import forge
from tests.facts import question

RECOMMENDED = chainaudit.profile("recommended")
ROOT = forge.root()
OLD = forge.root("Old", end=forge.BEGIN)
CA = forge.intermediate(ROOT)
CROSS = forge.issue(OLD, subject="Intermediate", ca=True, use_key=CA.key)
LEAF = forge.issue(CA)


def evaluation(leaf: forge.Forged, *pool: forge.Forged, anchors: tuple[forge.Forged, ...] = (ROOT,)) -> object:
    asked = question(leaf, *anchors, untrusted=tuple(one.certificate for one in pool))
    return evaluate(asked, RECOMMENDED, chainaudit.checks())


def names(judged: object) -> list[str]:
    return [certificate.subject.common_name for certificate in judged.path.certificates]  # type: ignore[attr-defined]


@pytest.mark.parametrize("pool", [(CROSS, CA), (CA, CROSS)], ids=["dead end first", "dead end last"])
def test_one_acceptable_path_wins_wherever_it_stands(pool: tuple[forge.Forged, ...]) -> None:
    judged = any_path(RECOMMENDED, evaluation(LEAF, *pool, anchors=(OLD, ROOT)))
    assert judged.is_acceptable
    assert names(judged) == ["leaf.example", "Intermediate", "Root"]


def test_where_none_is_acceptable_a_complete_path_leads() -> None:
    judged = any_path(RECOMMENDED, evaluation(forge.issue(CA, end=forge.BEGIN), CA, CROSS))
    assert not judged.is_acceptable
    assert names(judged) == ["leaf.example", "Intermediate", "Root"]
    assert [finding.check for finding, _ in judged.fatal] == ["validity.expired"]


def test_of_complete_paths_the_one_with_the_fewest_faults_leads() -> None:
    weak = forge.issue(ROOT, subject="Intermediate", ca=True, use_key=CA.key, end=forge.BEGIN, digest="sha1")
    judged = any_path(RECOMMENDED, evaluation(forge.issue(CA, end=forge.BEGIN), weak, CA))
    assert judged.path.certificates[1] == CA.certificate


def test_without_an_anchor_the_way_up_is_explained() -> None:
    judged = any_path(RECOMMENDED, evaluation(LEAF, CA, anchors=(forge.root("Stranger"),)))
    assert names(judged) == ["leaf.example", "Intermediate"]
    assert [finding.check for finding, _ in judged.fatal] == ["path.incomplete"]
    alone = any_path(RECOMMENDED, evaluation(LEAF))
    assert names(alone) == ["leaf.example"]


def test_an_issuer_whose_signature_does_not_verify_is_shown_in_the_explanation() -> None:
    stranger = forge.Forged(ROOT.certificate, forge.key(label="of a stranger"), ROOT.subject)
    forged = forge.issue(stranger, replace={extension.AUTHORITY_KEY_IDENTIFIER: None})
    judged = any_path(RECOMMENDED, evaluation(forged))
    assert names(judged) == ["leaf.example", "Root"]
    assert "path.signature-invalid" in [finding.check for finding, _ in judged.fatal]


def test_every_path_is_listed_good_or_bad_up_to_a_limit() -> None:
    made = evaluation(LEAF, CA, CROSS, anchors=(ROOT, OLD))
    found = every_path(RECOMMENDED, made)
    assert sorted(judged.path.certificates[-1].subject.common_name or "" for judged in found) == ["Old", "Root"]
    assert sorted(judged.is_acceptable for judged in found) == [False, True]
    assert len(every_path(RECOMMENDED, made, limit=1)) == 1
