"""Paths and anchors: who is target, intermediate and anchor, and what an anchor is trusted for."""

from __future__ import annotations

import pytest

from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE, CLIENT_AUTH, SERVER_AUTH
from chainaudit.model.path import Anchor, Path, Refusal, RefusalReason
from tests import forge

ROOT = forge.root()
CA = forge.intermediate(ROOT)
LEAF = forge.issue(CA)
CHAIN = tuple(one.certificate for one in (LEAF, CA, ROOT))


@pytest.mark.parametrize(
    ("count", "is_complete", "below", "intermediates", "issuers"),
    [
        (3, True, [0, 1], [1], [1, 2]),
        (3, False, [0, 1, 2], [1, 2], [1, 2]),
        (2, True, [0], [], [1]),
        (1, True, [0], [], []),
        (1, False, [0], [], []),
    ],
)
def test_who_is_who(
    count: int,
    is_complete: bool,
    below: list[int],
    intermediates: list[int],
    issuers: list[int],
) -> None:
    chain = CHAIN[:count]
    path = Path(chain, Anchor(chain[-1]) if is_complete else None)
    assert (path.is_complete, path.target, path.top) == (is_complete, chain[0], chain[-1])
    for found, expected in (
        (path.below_anchor(), below),
        (path.intermediates(), intermediates),
        (path.issuers(), issuers),
    ):
        assert list(found) == [(position, chain[position]) for position in expected]


def test_a_path_ends_at_its_top_unless_the_verifier_stopped_before() -> None:
    assert Path(CHAIN, None).ended_at == 2
    assert Path(CHAIN, None, ended_at=1).ended_at == 1


@pytest.mark.parametrize(
    ("trusted", "rejected", "is_trusted"),
    [
        (None, None, True),
        ((SERVER_AUTH,), None, True),
        ((CLIENT_AUTH,), None, False),
        ((ANY_EXTENDED_KEY_USAGE,), None, True),
        ((), None, False),
        (None, (SERVER_AUTH,), False),
        (None, (CLIENT_AUTH,), True),
        ((SERVER_AUTH,), (SERVER_AUTH,), False),
        (None, (ANY_EXTENDED_KEY_USAGE,), False),
    ],
)
def test_what_an_anchor_is_trusted_for(
    trusted: tuple[str, ...] | None,
    rejected: tuple[str, ...] | None,
    is_trusted: bool,
) -> None:
    """X509_check_trust(): a rejection outweighs, and any purpose is every purpose."""
    anchor = Anchor(ROOT.certificate, trusted_for=trusted, rejected_for=rejected)
    assert anchor.is_trusted_for(SERVER_AUTH) is is_trusted


def test_a_refusal_says_why() -> None:
    refusal = Refusal(ROOT.certificate, LEAF.certificate, RefusalReason.NAME_DIFFERS, "it is another")
    assert str(refusal) == "its subject is not the issuer's name (it is another)"
    assert repr(refusal) == "Refusal('CN=Root': its subject is not the issuer's name (it is another))"
