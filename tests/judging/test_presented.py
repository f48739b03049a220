"""Java's way to a path: which chain is followed, where it is cut, and when it is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import chainaudit
from chainaudit.judging.judge import evaluate
from chainaudit.judging.presented import follow_presented
from chainaudit.model.path import Anchor
from chainaudit.model.question import Question, Target
from chainaudit.profiles.java_17 import PROFILE
from tests import forge

if TYPE_CHECKING:
    from chainaudit.model.path import Path

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
CROSS = forge.issue(forge.root("Elder"), subject="Root", ca=True, use_key=ROOT.key)


def followed(*presented: forge.Forged, anchors: tuple[forge.Forged, ...] = (ROOT,)) -> Path:
    question = Question(
        Target(presented[0].certificate, tuple(c.certificate for c in presented)),
        anchors=tuple(Anchor(a.certificate) for a in anchors),
        moment=forge.MOMENT,
        host=(chainaudit.reference_identifier("leaf.example"),),
    )
    return follow_presented(PROFILE, evaluate(question, PROFILE, chainaudit.checks())).path


def subjects(path: Path) -> list[str | None]:
    return [certificate.subject.common_name for certificate in path.certificates]


def test_what_links_is_followed_to_the_anchor_above_it() -> None:
    path = followed(LEAF, CA)
    assert (subjects(path), path.is_complete, path.was_searched) == (
        ["leaf.example", "Intermediate", "Root"],
        True,
        False,
    )


def test_a_trusted_certificate_ends_the_chain() -> None:
    for presented in ((LEAF, CA, ROOT), (LEAF, CA, CROSS)):
        path = followed(*presented)
        assert path.top == ROOT.certificate
        assert not path.was_searched
    assert subjects(followed(LEAF, CA, ROOT, anchors=(CA, ROOT))) == ["leaf.example", "Intermediate"]


def test_a_trusted_target_is_a_path_of_its_own() -> None:
    path = followed(LEAF, CA, anchors=(LEAF, ROOT))
    assert (subjects(path), path.is_complete) == (["leaf.example"], True)


def test_what_does_not_link_is_searched() -> None:
    path = followed(LEAF, ROOT, CA)
    assert (path.is_complete, path.was_searched) == (True, True)


def test_a_last_issuer_that_nobody_trusts_is_searched_too() -> None:
    path = followed(LEAF, CA, anchors=(forge.root("Other"),))
    assert (path.is_complete, path.was_searched) == (False, True)


def test_an_anchor_of_the_name_with_another_key_is_none() -> None:
    path = followed(LEAF, CA, anchors=(forge.root("Root", use_key=forge.key("EC", "impostor")),))
    assert (subjects(path), path.is_complete, path.was_searched) == (["leaf.example", "Intermediate"], False, False)
