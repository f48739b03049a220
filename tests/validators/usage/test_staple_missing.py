"""Certificates that oblige their servers to staple, with and without a response."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chainaudit.model.question import Purpose, RevocationInputs
from chainaudit.validators.usage.staple_missing import CHECK
from tests.profiles.gnutls_stapling import feature, response
from tests.validators.making import applies, authority, end, findings, of_path

if TYPE_CHECKING:
    from tests.validators.making import Made

ROOT = authority("Root")
CA = authority("CA", ROOT, extra=[feature(5)])
PLAIN = end("plain.example", ROOT)
REQUIRES = end("requires.example", ROOT, extra=[feature(5)])


def found(*chain: Made, presented: tuple[Made, ...] = (), responses: tuple[bytes, ...] = ()) -> list[int | None]:
    context = of_path(
        *chain,
        anchored=True,
        presented=tuple(one.certificate for one in presented),
        revocation=RevocationInputs(ocsp_responses=responses),
    )
    return [finding.position for finding in findings(CHECK, context)]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        pytest.param([], [], id="no feature"),
        pytest.param([feature(5)], [0], id="status_request"),
        pytest.param([feature(17, 5, critical=True)], [0], id="among others"),
        pytest.param([feature(17)], [], id="another"),
        pytest.param([feature()], [], id="none at all"),
        pytest.param([("1.3.6.1.5.5.7.1.24", False, b"\x04\x03\x02\x01\x05")], [], id="malformed"),
        pytest.param([("1.3.6.1.5.5.7.1.24", False, b"\x30\x03\x02\x01\x05\x05\x00")], [], id="followed by more"),
    ],
)
def test_the_feature_of_the_target(extra: list[tuple[str, bool, bytes]], expected: list[int]) -> None:
    assert found(end("a.example", ROOT, extra=extra), ROOT) == expected


def test_a_response_for_it_counts_as_stapled_and_one_for_another_does_not() -> None:
    assert found(REQUIRES, ROOT, responses=(response(REQUIRES, ROOT),)) == []
    assert found(REQUIRES, ROOT, responses=(response(PLAIN, ROOT),)) == [0]
    assert found(REQUIRES, ROOT, responses=(b"no response",)) == [0]


def test_what_is_presented_is_asked_for_and_what_the_verifier_adds_is_not() -> None:
    leaf = end("leaf.example", CA, extra=[feature(5)])
    assert found(leaf, CA, ROOT, presented=(leaf,)) == [0]
    assert found(leaf, CA, ROOT, presented=(leaf, CA)) == [0, 1]
    assert found(PLAIN, ROOT, presented=(PLAIN, REQUIRES)) == [None]


def test_clients_do_not_staple() -> None:
    assert applies(CHECK, of_path(REQUIRES, ROOT, purpose=Purpose.SERVER))
    assert not applies(CHECK, of_path(REQUIRES, ROOT, purpose=Purpose.CLIENT))
