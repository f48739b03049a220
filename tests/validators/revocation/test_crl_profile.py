"""What RFC 5280 asks of those who issue CRLs."""

from __future__ import annotations

from typing import Any

import pytest

from chainaudit.model import der, extension
from chainaudit.model.crl import CRL_NUMBER, ISSUING_DISTRIBUTION_POINT
from chainaudit.model.finding import Severity
from chainaudit.validators.revocation.crl_profile import CHECK
from tests.forge_revocation import asked, crl, integer, scope
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


@pytest.mark.parametrize(
    ("parts", "variants"),
    [
        pytest.param({}, [], id="sound"),
        pytest.param({"replace": {CRL_NUMBER: None}}, ["number-missing"], id="no number"),
        pytest.param({"replace": {CRL_NUMBER: (True, integer(7))}}, ["number-critical"], id="number critical"),
        pytest.param({"number": 1 << 159}, [], id="number of 20 octets"),
        pytest.param({"number": 1 << 160}, ["number-range"], id="number of 21 octets"),
        pytest.param({"number": -1}, ["number-range"], id="negative number"),
        pytest.param({"replace": {extension.AUTHORITY_KEY_IDENTIFIER: None}}, ["aki-missing"], id="no key identifier"),
        pytest.param(
            {"replace": {extension.AUTHORITY_KEY_IDENTIFIER: (True, der.encode(der.SEQUENCE, b""))}},
            ["aki-critical"],
            id="key identifier critical",
        ),
        pytest.param({"until": None}, ["next-update-missing"], id="no next update"),
        pytest.param({"version": 1}, ["version"], id="version 1"),
        pytest.param(
            {"replace": {ISSUING_DISTRIBUTION_POINT: (False, scope(users=True)[1])}},
            ["distribution-point-not-critical"],
            id="scope not critical",
        ),
    ],
)
def test_each_rule(parts: dict[str, Any], variants: list[str]) -> None:
    found = told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, **parts))))
    assert found == [(0, variant) for variant in variants]


def test_it_is_an_error_for_it_is_a_must() -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, until=None))))
    assert finding.severity is Severity.ERROR


def test_a_list_that_revokes_is_not_picked_at() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, LEAF, until=None)))) == []
