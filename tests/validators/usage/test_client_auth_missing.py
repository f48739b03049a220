"""clientAuth, where the certificate limits itself at all (RFC 5280, 4.2.1.12)."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.extension import ANY_EXTENDED_KEY_USAGE, CLIENT_AUTH, SERVER_AUTH
from chainaudit.model.rules import Rules
from chainaudit.validators.usage.client_auth_missing import CHECK
from tests.validators.making import CLIENT, SERVER, applies, authority, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("usages", "expected"),
    [
        pytest.param(None, [], id="no limit"),
        pytest.param([CLIENT_AUTH], [], id="clientAuth"),
        pytest.param([ANY_EXTENDED_KEY_USAGE], [], id="any"),
        pytest.param([SERVER_AUTH], ["target"], id="serverAuth alone, as public CAs issue today"),
    ],
)
def test_what_the_target_lists(usages: list[str] | None, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(usages=usages), purpose=CLIENT)) == expected


def test_an_issuer_is_bound_as_the_rules_say() -> None:
    limited = authority(usages=[SERVER_AUTH])
    assert variants(CHECK, of_certificate(limited, Role.INTERMEDIATE, purpose=CLIENT)) == ["issuer"]
    assert variants(CHECK, of_certificate(limited, Role.ANCHOR, purpose=CLIENT)) == ["anchor"]
    rules = Rules(nested_usages=False, anchor_usages_count=False)
    assert not applies(CHECK, of_certificate(limited, Role.INTERMEDIATE, rules, purpose=CLIENT))
    assert not applies(CHECK, of_certificate(limited, Role.ANCHOR, rules, purpose=CLIENT))


def test_a_server_is_not_asked_for_it() -> None:
    assert not applies(CHECK, of_certificate(end(), purpose=SERVER))


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_certificate(end(usages=[SERVER_AUTH]), purpose=CLIENT))
    assert finding.observed == "extKeyUsage is serverAuth"
    assert finding.expected.startswith("clientAuth among")
