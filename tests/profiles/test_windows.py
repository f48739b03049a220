"""Windows: the bits of CERT_TRUST_STATUS."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.profiles.windows import PROFILE
from tests import forge
from tests.profiles.saying import CA, ROOT, numbers, words

EKU = extension.EXTENDED_KEY_USAGE


@pytest.mark.parametrize(
    ("target", "bits"),
    [
        (forge.issue(ROOT), []),
        (forge.issue(ROOT, digest="sha1"), []),
        (forge.issue(ROOT, replace={extension.SUBJECT_ALTERNATIVE_NAME: None}), []),
        (forge.issue(ROOT, end=forge.BEGIN), [0x1]),
        (forge.issue(ROOT, replace={EKU: (False, forge.usages(extension.CLIENT_AUTH))}), [0x10]),
        (forge.issue(ROOT, kind="P-224"), []),
        (forge.issue(CA), [0x10000]),
    ],
)
def test_bits(target: forge.Forged, bits: list[int]) -> None:
    assert numbers(PROFILE, target, ROOT) == bits


def test_several_bits_are_set_at_once() -> None:
    target = forge.issue(
        ROOT, end=forge.BEGIN, names=("other.example",), replace={EKU: (False, forge.usages(extension.CLIENT_AUTH))}
    )
    assert set(numbers(PROFILE, target, ROOT)) == {0x1, 0x10, None}
    assert words(PROFILE, target, ROOT)[-1] == "CERT_E_CN_NO_MATCH (0x800B010F)"


def test_only_a_root_ends_a_chain() -> None:
    assert numbers(PROFILE, forge.issue(CA), CA) == [0x10000]
    assert numbers(PROFILE, forge.issue(CA), CA, ROOT) == []


def test_a_root_that_is_not_trusted_is_another_bit() -> None:
    other = forge.root("Other")
    assert numbers(PROFILE, forge.issue(other), other, ROOT) == [0x20]
