"""An OCSP response has a critical extension that nobody knows."""

from __future__ import annotations

from chainaudit.validators.revocation.ocsp_critical_extension_unknown import CHECK
from tests.forge_revocation import UNKNOWN, asked, crl, ocsp
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_such_a_response_decides_nothing() -> None:
    context = asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA, extra=(UNKNOWN,)),))
    (finding,) = findings(CHECK, context)
    assert finding.values["oid"] == UNKNOWN[0]


def test_one_that_is_not_critical_is_passed_over() -> None:
    harmless = (UNKNOWN[0], False, UNKNOWN[2])
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA, extra=(harmless,)),))) == []
