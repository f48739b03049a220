"""Java's bare path builder: what it passes over, and the host names that it takes."""

from __future__ import annotations

import pytest

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model import der, extension
from chainaudit.profiles.java_17_certpath import NO_PATH, PROFILE
from tests import forge
from tests.facts import question

ROOT = forge.root()
ADDRESS = "192.0.2.1"
NETWORK = der.encode(
    der.SEQUENCE,
    der.encode(0xA0, der.encode(der.SEQUENCE, der.encode(0x87, bytes((192, 0, 2, 0, 255, 255, 255, 0))))),
)


def said(
    target: forge.Forged, *others: forge.Forged, host: str = "leaf.example", anchor: forge.Forged = ROOT
) -> list[str]:
    asked = question(
        target,
        anchor,
        untrusted=tuple(c.certificate for c in others),
        host=(chainaudit.reference_identifier(host),),
    )
    verdict, _ = verdict_of(asked, PROFILE, chainaudit.checks())
    return [reason.words for reason in verdict.reasons]


def test_usages_are_nobodys_business_here() -> None:
    assert (
        said(forge.issue(ROOT, replace={extension.EXTENDED_KEY_USAGE: (False, forge.usages(extension.CLIENT_AUTH))}))
        == []
    )
    assert said(forge.issue(ROOT, digest="sha1")) == []


@pytest.mark.parametrize(
    ("name", "host", "accepted"),
    [
        ("*.leaf.example", "a.leaf.example", True),
        ("a.*.example", "a.leaf.example", True),
        ("l*f.example", "leaf.example", True),
        ("a_b.example", "a_b.example", False),
        ("*.leaf.example", "leaf.example", False),
    ],
)
def test_wildcards_stand_anywhere_and_underscores_nowhere(name: str, host: str, accepted: bool) -> None:
    assert (said(forge.issue(ROOT, names=(name,)), host=host) == []) is accepted


def test_the_common_name_counts_where_no_host_name_is_there() -> None:
    bare = {extension.SUBJECT_ALTERNATIVE_NAME: None}
    assert said(forge.issue(ROOT, replace=bare)) == []
    assert said(forge.issue(ROOT, replace={extension.SUBJECT_ALTERNATIVE_NAME: (False, b"junk")})) == []
    assert said(forge.issue(ROOT, names=("other.example",))) != []


def test_an_address_in_the_common_name_counts_once_constraints_were_checked() -> None:
    constrained = forge.intermediate(ROOT, "Bound", extra=((extension.NAME_CONSTRAINTS, True, NETWORK),))
    assert said(forge.issue(constrained, subject=ADDRESS), constrained, host=ADDRESS) == []
    free = forge.intermediate(ROOT, "Free")
    assert said(forge.issue(free, subject=ADDRESS), free, host=ADDRESS) != []


def test_an_anchor_outside_its_dates_is_taken_right_above_the_target_alone() -> None:
    old = forge.root("Old", end=forge.BEGIN)
    ca = forge.intermediate(old, "Below")
    assert said(forge.issue(old), anchor=old) == []
    assert said(forge.issue(ca), ca, anchor=old) == [NO_PATH.words]


def test_whatever_is_wrong_with_a_path_is_said_in_one_sentence() -> None:
    for target in (forge.issue(ROOT, end=forge.BEGIN), forge.issue(ROOT, kind="P-192"), forge.issue()):
        assert set(said(target)) == {NO_PATH.words}
