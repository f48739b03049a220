"""Go's crypto/x509: what its parser refuses, what Verify does, and its words."""

from __future__ import annotations

import pytest

from chainaudit.model import der, extension
from chainaudit.profiles.go_1_27 import PROFILE
from tests import forge
from tests.profiles.saying import CA, ROOT, words

AKI, SAN, KU = extension.AUTHORITY_KEY_IDENTIFIER, extension.SUBJECT_ALTERNATIVE_NAME, extension.KEY_USAGE
NC = extension.NAME_CONSTRAINTS


def constrained(*fields: bytes, critical: bool = True) -> forge.Forged:
    return forge.intermediate(ROOT, extra=((NC, critical, der.encode(der.SEQUENCE, b"".join(fields))),))


def tree(tag: int, name: bytes) -> bytes:
    return der.encode(tag, der.encode(der.SEQUENCE, name))


DIRECTORY = der.encode(0xA4, forge.name("Somewhere"))


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (forge.issue(ROOT), []),
        (forge.issue(ROOT, serial=b"\xff"), []),
        (forge.issue(ROOT, replace={KU: (True, forge.key_usage())}), []),
        (forge.issue(ROOT, replace={AKI: None}), []),
        (forge.issue(ROOT, replace={extension.BASIC_CONSTRAINTS: (True, forge.basic_constraints(ca=True))}), []),
        (
            forge.issue(ROOT, names=("a.example", "b.example")),
            ["x509: certificate is valid for a.example, b.example, not leaf.example"],
        ),
        (
            forge.issue(ROOT, names=("email:a@leaf.example",)),
            ["x509: certificate is not valid for any names, but wanted to match leaf.example"],
        ),
        (
            forge.issue(ROOT, replace={SAN: None}),
            ["x509: certificate relies on legacy Common Name field, use SANs instead"],
        ),
        (
            forge.issue(ROOT, extra=((SAN, False, forge.san("leaf.example")),)),
            ["x509: certificate contains duplicate extensions"],
        ),
        (
            forge.issue(ROOT, replace={AKI: (True, der.encode(der.SEQUENCE, b""))}),
            ["x509: authority key identifier incorrectly marked critical"],
        ),
        (forge.issue(ROOT, kind="P-192"), ["x509: unsupported elliptic curve"]),
        (forge.issue(ROOT, kind="DSA"), []),
        (forge.issue(ROOT, names=("*",)), ["x509: certificate is valid for *, not leaf.example"]),
        (
            forge.issue(ROOT, extra=(("1.3.6.1.4.1.55738.666.1", True, b"\x05\x00"),)),
            ["x509: unhandled critical extension"],
        ),
    ],
)
def test_what_is_said_of_a_target(target: forge.Forged, said: list[str]) -> None:
    assert words(PROFILE, target, ROOT) == said


def test_dates_count_to_the_fraction_and_of_anchors_too() -> None:
    from datetime import timedelta

    target = forge.issue(ROOT)
    assert words(PROFILE, target, ROOT, moment=forge.END) == []
    assert len(words(PROFILE, target, ROOT, moment=forge.END + timedelta(milliseconds=1))) == 2
    old = forge.root("Old", end=forge.BEGIN)
    assert words(PROFILE, forge.issue(old), old)[0].startswith("x509: certificate has expired or is not yet valid: ")


def test_usages_nest_and_any_stands_for_all() -> None:
    for usages, count in ((extension.CLIENT_AUTH, 1), (extension.ANY_EXTENDED_KEY_USAGE, 0)):
        ca = forge.intermediate(ROOT, extra=((extension.EXTENDED_KEY_USAGE, False, forge.usages(usages)),))
        assert len(words(PROFILE, forge.issue(ca), ca, ROOT)) == count


def test_names_are_compared_byte_by_byte() -> None:
    target = forge.issue(ROOT, issuer_name=forge.name("ROOT"))
    assert words(PROFILE, target, ROOT) == ["x509: certificate signed by unknown authority"]


def test_a_directory_name_is_not_constrained_and_so_not_handled() -> None:
    for tag in (0xA0, 0xA1):
        ca = constrained(tree(tag, DIRECTORY))
        assert words(PROFILE, forge.issue(ca), ca, ROOT) == ["x509: unhandled critical extension"]
        ca = constrained(tree(tag, DIRECTORY), critical=False)
        assert words(PROFILE, forge.issue(ca), ca, ROOT) == []


def test_a_wildcard_touches_what_it_covers() -> None:
    ca = constrained(tree(0xA1, der.encode(0x82, b"bad.leaf.example")))
    target = forge.issue(ca, names=("*.leaf.example",))
    assert len(words(PROFILE, target, ca, ROOT, host="good.leaf.example")) == 1


def test_self_issued_intermediates_count() -> None:
    first = forge.intermediate(ROOT, "Again", path_length=0)
    second = forge.intermediate(first, "Again", use_key=forge.key("EC", "Again 2"))
    assert words(PROFILE, forge.issue(second), second, first, ROOT) == [
        "x509: too many intermediates for path length constraint"
    ]


def test_an_issuer_must_be_a_ca_and_an_unknown_one_is_unknown() -> None:
    bad = forge.intermediate(ROOT, replace={extension.BASIC_CONSTRAINTS: None})
    assert "parent certificate cannot sign this kind" in words(PROFILE, forge.issue(bad), bad, ROOT)[0]
    assert words(PROFILE, forge.issue(CA), ROOT) == ["x509: certificate signed by unknown authority"]
