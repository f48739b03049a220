"""What RFC 5280 asks of those who issue CRLs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.model import der, extension
from chainaudit.model.crl import CRL_NUMBER, ISSUING_DISTRIBUTION_POINT, RevocationList
from chainaudit.model.finding import Severity
from chainaudit.validators.revocation.crl_profile import CHECK
from chainaudit.validators.revocation.list_profile import profile_facts
from tests.forge_revocation import asked, crl, integer, scope
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told

if TYPE_CHECKING:
    from collections.abc import Callable


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
            {"replace": {ISSUING_DISTRIBUTION_POINT: scope()}}, ["distribution-point-empty"], id="scope says nothing"
        ),
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


def changed(encoded: bytes, change: Callable[[list[der.Node]], list[bytes]]) -> RevocationList:
    """Return a CRL with other fields; its signature no longer fits, which nothing here looks at."""
    outer = der.read(encoded).children()
    fields = b"".join(change(outer[0].children()))
    parts = (der.encode(der.SEQUENCE, fields), *(node.encoded for node in outer[1:]))
    return RevocationList(der.encode(der.SEQUENCE, b"".join(parts)))


def test_a_list_of_nobody_is_left_out() -> None:
    nobody = changed(crl(CA), lambda fields: [*(n.encoded for n in fields[:5]), b"\x30\x00", fields[5].encoded])
    assert [fact.variant for fact in profile_facts(nobody)] == ["entries-empty"]


def test_dates_have_the_form_of_their_years() -> None:
    def lengthen(fields: list[der.Node]) -> list[bytes]:
        long = der.encode(der.GENERALIZED_TIME, b"20" + fields[3].content)
        return [*(n.encoded for n in fields[:3]), long, *(n.encoded for n in fields[4:])]

    assert [fact.variant for fact in profile_facts(changed(crl(CA), lengthen))] == ["time-form"]


def test_one_kind_of_certificates_alone_may_be_covered() -> None:
    both = scope(users=True, attributes=True)
    facts = profile_facts(RevocationList(crl(CA, replace={ISSUING_DISTRIBUTION_POINT: both})))
    assert [fact.variant for fact in facts] == ["distribution-point-several"]
