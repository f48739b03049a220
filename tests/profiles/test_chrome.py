"""Chrome: its error of a server under a root that was installed locally."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.profiles.chrome import PROFILE
from tests import forge
from tests.profiles.saying import CA, ROOT, numbers, words

KU = extension.KEY_USAGE


@pytest.mark.parametrize(
    ("target", "number"),
    [
        (forge.issue(ROOT), None),
        (forge.issue(ROOT, replace={extension.SUBJECT_ALTERNATIVE_NAME: None}), -200),
        (forge.issue(ROOT, names=("other.example",)), -200),
        (forge.issue(ROOT, end=forge.BEGIN), -201),
        (forge.issue(forge.root("Other")), -202),
        (forge.issue(ROOT, digest="sha1"), -208),
        (forge.issue(ROOT, kind="P-224"), -211),
        (forge.issue(ROOT, kind="2048", replace={KU: (True, forge.key_usage(extension.KEY_ENCIPHERMENT))}), -181),
    ],
)
def test_numbers(target: forge.Forged, number: int | None) -> None:
    assert set(numbers(PROFILE, target, ROOT)) == (set() if number is None else {number})


def test_an_intermediate_that_was_installed_is_an_anchor() -> None:
    assert words(PROFILE, forge.issue(CA), CA) == []
