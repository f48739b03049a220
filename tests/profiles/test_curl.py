"""curl is predicted in verdict and words, and accepts what a plain OpenSSL client does not."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.profiles.curl import PROFILE
from tests import forge
from tests.profiles.openssl_lab import cells, differences
from tests.profiles.saying import ROOT, words

SAN = extension.SUBJECT_ALTERNATIVE_NAME
NO_NAME = "SSL: no alternative certificate subject name matches target host name 'leaf.example'"
OTHER_NAME = "SSL: certificate subject name 'other.example' does not match target host name 'leaf.example'"


def test_curl_says_what_is_predicted() -> None:
    assert differences("curl", "curl") == []


def test_an_intermediate_alone_is_an_anchor_for_curl() -> None:
    accepted = {cell.case for cell in cells("curl", "curl") if cell.predicted}
    refused = {cell.case for cell in cells("curl", "openssl-3.0") if not cell.predicted}
    assert {case.partition("_")[0] for case in accepted & refused} == {"02", "02b"}


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (forge.issue(ROOT), []),
        (forge.issue(ROOT, replace={SAN: None}), []),
        (forge.issue(ROOT, replace={SAN: (False, forge.san("email:a@leaf.example"))}), []),
        (forge.issue(ROOT, replace={SAN: (False, forge.san("IP:127.0.0.1"))}), [NO_NAME]),
        (forge.issue(ROOT, names=("other.example",)), [NO_NAME]),
        (forge.issue(ROOT, subject="other.example", replace={SAN: None}), [OTHER_NAME]),
        (forge.issue(ROOT, names=("other.example",), end=forge.BEGIN), ["certificate has expired"]),
    ],
)
def test_the_name_is_compared_by_curl_itself_and_last(target: forge.Forged, said: list[str]) -> None:
    assert words(PROFILE, target, ROOT) == said
