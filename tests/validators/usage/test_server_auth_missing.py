"""serverAuth, where the certificate limits itself at all (RFC 5280, 4.2.1.12)."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE, CLIENT_AUTH, CODE_SIGNING, SERVER_AUTH
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.usage.server_auth_missing import CHECK
from tests.validators.making import ANY, CLIENT, SERVER, applies, authority, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("usages", "expected"),
    [
        pytest.param(None, [], id="no limit"),
        pytest.param([SERVER_AUTH], [], id="serverAuth"),
        pytest.param([CLIENT_AUTH, SERVER_AUTH], [], id="both"),
        pytest.param([ANY_EXTENDED_KEY_USAGE], [], id="any"),
        pytest.param([CLIENT_AUTH], ["target"], id="clientAuth"),
        pytest.param([CODE_SIGNING, CLIENT_AUTH], ["target"], id="two others"),
    ],
)
def test_what_the_target_lists(usages: list[str] | None, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(usages=usages), purpose=SERVER)) == expected


@pytest.mark.parametrize(
    ("usages", "expected"),
    [
        pytest.param([ANY_EXTENDED_KEY_USAGE], ["any-only"], id="any alone"),
        pytest.param([ANY_EXTENDED_KEY_USAGE, CLIENT_AUTH], ["any-only"], id="any beside another"),
        pytest.param([ANY_EXTENDED_KEY_USAGE, SERVER_AUTH], [], id="any beside serverAuth"),
    ],
)
def test_where_any_does_not_count(usages: list[str], expected: list[str]) -> None:
    rules = Rules(any_usage_counts=False)
    assert variants(CHECK, of_certificate(end(usages=usages), rules=rules)) == expected


def test_issuers_and_anchors_are_bound_as_the_rules_say() -> None:
    limited = authority(usages=[CLIENT_AUTH])
    for role, rule, variant in (
        (Role.INTERMEDIATE, "nested_usages", "issuer"),
        (Role.ANCHOR, "anchor_usages_count", "anchor"),
    ):
        assert variants(CHECK, of_certificate(limited, role, Rules(**{rule: True}))) == [variant]
        assert not applies(CHECK, of_certificate(limited, role, Rules(**{rule: False})))
        assert variants(CHECK, of_certificate(authority(), role)) == []


def test_an_issuer_with_any_alone_is_bound_where_any_does_not_count() -> None:
    limited = authority(usages=[ANY_EXTENDED_KEY_USAGE])
    assert variants(CHECK, of_certificate(limited, Role.INTERMEDIATE)) == []
    assert variants(CHECK, of_certificate(limited, Role.INTERMEDIATE, Rules(any_usage_counts=False))) == ["issuer"]


def test_other_purposes_do_not_ask() -> None:
    assert not applies(CHECK, of_certificate(end(usages=[CODE_SIGNING]), purpose=CLIENT))
    assert not applies(CHECK, of_certificate(end(usages=[CODE_SIGNING]), purpose=ANY))


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_certificate(end(usages=[CLIENT_AUTH])))
    assert finding.severity is Severity.ERROR
    assert finding.observed == "extKeyUsage is clientAuth"
    assert finding.expected == "serverAuth among the extended key usages, or no such extension"
    assert finding.values["usages"] == ("clientAuth",)
    assert finding.actions[0].kind == "reissue"
    assert finding.actions[0].values["usage"] == "clientAuth,serverAuth"


def test_an_extension_that_cannot_be_read_allows_nothing() -> None:
    broken = end(usages=None, extra=[("2.5.29.37", False, b"\x30\x00")])
    (finding,) = findings(CHECK, of_certificate(broken))
    assert finding.observed == "extKeyUsage cannot be read"
