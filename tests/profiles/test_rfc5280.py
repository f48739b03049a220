"""The standard alone: no floors, and what TLS adds is tolerated."""

from __future__ import annotations

import pytest

from chainaudit.app import registry
from chainaudit.judging.judge import judge
from chainaudit.model import extension
from chainaudit.profiles.rfc5280 import PROFILE
from tests import forge
from tests.validators.making import END, SECOND, authority, end, question

ROOT = authority("Root", kind="RSA 1024")
CA = authority("CA", ROOT)


def fatal(target: object, *hosts: str, anchors: tuple[object, ...] = (ROOT,), **asked: object) -> list[str]:
    asked.setdefault("presented", (target, CA))
    report = judge(question(target, hosts=hosts, anchors=anchors, **asked), [PROFILE], registry.checks())
    (verdict,) = report.verdicts
    assert verdict.undetermined is None
    assert verdict.accepted is not bool(verdict.reasons)
    return sorted({r.finding.check for r in verdict.reasons if r.finding})


@pytest.mark.parametrize("kind", ["RSA 1024", "P-192", "P-256"])
def test_no_key_is_too_short(kind: str) -> None:
    assert fatal(end("a.example", CA, kind=kind), "a.example") == []


@pytest.mark.parametrize("digest", ["md5", "sha1", "sha256"])
def test_no_digest_is_too_weak(digest: str) -> None:
    root = forge.root(kind="2048")
    leaf = forge.issue(root, digest=digest)
    assert fatal(leaf, "leaf.example", anchors=(root,), presented=(leaf,), moment=forge.MOMENT) == []


@pytest.mark.parametrize("bits", [(2,), (4,), (1,)])
def test_what_a_handshake_needs_is_not_its_matter(bits: tuple[int, ...]) -> None:
    assert fatal(end("a.example", CA, key_usage=bits), "a.example") == []


def test_what_it_asks_of_issuers_is() -> None:
    bad = authority("Bad", ROOT, key_usage=(0,))
    leaf = end("a.example", bad)
    assert "usage.key-usage" in fatal(leaf, "a.example", presented=(leaf, bad))


def test_names_are_compared_where_one_is_asked_for() -> None:
    assert fatal(end("a.example", CA), "b.example") == ["identity.host-mismatch"]
    assert fatal(end("a.example", CA)) == []


def test_dates_are_compared() -> None:
    assert fatal(end("a.example", CA), "a.example", moment=END) == []
    assert "validity.expired" in fatal(end("a.example", CA), "a.example", moment=END + SECOND)


def test_the_certificate_of_an_anchor_is_one_of_a_conforming_ca_too() -> None:
    for parts, check in (
        ({"replace": {extension.KEY_USAGE: None}}, "certificate.key-usage-bits"),
        ({"serial": b"\x00"}, "certificate.serial-number"),
    ):
        root = forge.root(**parts)
        leaf = forge.issue(root)
        assert fatal(leaf, "leaf.example", anchors=(root,), presented=(leaf,), moment=forge.MOMENT) == [check]
