"""An OCSP responder does not know the certificate."""

from __future__ import annotations

from chainaudit.validators.revocation.ocsp_unknown import CHECK
from chainaudit.validators.revocation.unknown import CHECK as UNKNOWN_STATUS
from tests.forge_revocation import asked, crl, ocsp
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_unknown_is_no_good() -> None:
    context = asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA, status="unknown"),))
    assert told(CHECK, context) == [(0, "")]
    assert told(UNKNOWN_STATUS, context) == [(0, "unusable")]


def test_good_passes_and_an_answer_for_another_certificate_says_nothing() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA),))) == []
    other = ocsp(LEAF, CA, serial=1)
    context = asked(*PATH, crls=(crl(ROOT),), responses=(other,))
    assert told(CHECK, context) == []
    assert told(UNKNOWN_STATUS, context) == [(0, "nothing-given")]
