"""The profile that judges by default."""

from __future__ import annotations

import pytest

from chainaudit.app import registry
from chainaudit.judging.judge import judge
from chainaudit.model.finding import Severity
from chainaudit.profiles.recommended import PROFILE
from tests import forge
from tests.validators.making import CLIENT, END, SECOND, authority, end, question

ROOT = authority("Root")
CA = authority("CA", ROOT)


def fatal(target: object, *hosts: str, anchors: tuple[object, ...] = (ROOT,), **asked: object) -> list[str]:
    asked.setdefault("presented", (target, CA))
    report = judge(question(target, hosts=hosts, anchors=anchors, **asked), [PROFILE], registry.checks())
    (verdict,) = report.verdicts
    assert verdict.undetermined is None
    assert verdict.accepted is not bool(verdict.reasons)
    assert {r.finding.severity for r in verdict.reasons if r.finding} <= {Severity.ERROR}
    return sorted({r.finding.check for r in verdict.reasons if r.finding})


def test_a_sound_chain_is_accepted() -> None:
    assert fatal(end("a.example", CA), "a.example") == []
    assert fatal(end("a.example", CA, usages=["1.3.6.1.5.5.7.3.2"]), purpose=CLIENT) == []


@pytest.mark.parametrize(
    ("kind", "expected"), [("RSA 2048", []), ("RSA 2047", ["keys.weak"]), ("P-224", []), ("P-192", ["keys.weak"])]
)
def test_floors_of_keys(kind: str, expected: list[str]) -> None:
    assert fatal(end("a.example", CA, kind=kind), "a.example") == expected


@pytest.mark.parametrize(("digest", "expected"), [("sha256", []), ("sha1", ["signatures.weak"])])
def test_floors_of_digests(digest: str, expected: list[str]) -> None:
    root = forge.root()
    leaf = forge.issue(root, digest=digest)
    assert fatal(leaf, "leaf.example", anchors=(root,), presented=(leaf,), moment=forge.MOMENT) == expected


def test_a_name_in_the_common_name_alone_is_an_error() -> None:
    assert fatal(end("a.example", CA, names=()), "a.example") == ["identity.no-san"]


def test_names_follow_rfc_9525() -> None:
    assert fatal(end("x", CA, names=("*.example.com",)), "a.example.com") == []
    assert fatal(end("x", CA, names=("w*.example.com",)), "www.example.com") == ["identity.host-mismatch"]


def test_any_imported_certificate_ends_a_path() -> None:
    assert fatal(end("a.example", CA), "a.example", anchors=(CA,)) == []


def test_several_faults_are_all_said() -> None:
    leaf = end("a.example", CA, kind="RSA 1024", key_usage=(2,))
    late = END + SECOND
    said = fatal(leaf, "b.example", moment=late)
    assert {"validity.expired", "keys.weak", "identity.host-mismatch", "usage.key-usage"} <= set(said)
