"""curl is predicted in verdict and words, and accepts what a plain OpenSSL client does not."""

from __future__ import annotations

from tests.profiles.openssl_lab import cells, differences


def test_curl_says_what_is_predicted() -> None:
    assert differences("curl", "curl") == []


def test_an_intermediate_alone_is_an_anchor_for_curl() -> None:
    accepted = {cell.case for cell in cells("curl", "curl") if cell.predicted}
    refused = {cell.case for cell in cells("curl", "openssl-3.0") if not cell.predicted}
    assert {case.partition("_")[0] for case in accepted & refused} == {"02", "02b"}
