"""Apple: what is asked of private CAs too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chainaudit.model import extension
from chainaudit.profiles.apple import PROFILE, SINCE
from tests import forge
from tests.profiles.saying import ROOT, numbers, words

EKU = extension.EXTENDED_KEY_USAGE


@pytest.mark.parametrize(
    ("target", "number"),
    [
        (forge.issue(ROOT), None),
        (forge.issue(ROOT, kind="1024"), -67737),
        (forge.issue(ROOT, digest="sha1"), -67814),
        (forge.issue(ROOT, replace={extension.SUBJECT_ALTERNATIVE_NAME: None}), -67602),
        (forge.issue(ROOT, names=("other.example",)), -67602),
        (forge.issue(ROOT, replace={EKU: None}), -67609),
        (forge.issue(ROOT, end=forge.BEGIN + timedelta(hours=1)), -67818),
        (forge.issue(forge.root("Other")), -67843),
    ],
)
def test_numbers(target: forge.Forged, number: int | None) -> None:
    assert numbers(PROFILE, target, ROOT) == ([] if number is None else [number])


def test_a_server_certificate_lives_825_days_at_most() -> None:
    for days, count in ((824, 0), (825, 1)):
        target = forge.issue(ROOT, end=forge.BEGIN + timedelta(days=days))
        assert len(words(PROFILE, target, ROOT)) == count


def test_what_is_older_than_the_rules_is_not_asked() -> None:
    root = forge.root("Old", begin=SINCE - timedelta(days=9))
    target = forge.issue(root, begin=SINCE - timedelta(days=1), end=SINCE + timedelta(days=4000), replace={EKU: None})
    assert words(PROFILE, target, root) == []
