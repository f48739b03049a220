"""An OCSP response is from the future."""

from __future__ import annotations

from chainaudit.validators.revocation.ocsp_not_yet_valid import CHECK
from tests.forge_revocation import NOW, SECOND, asked, crl, ocsp
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_this_update_itself_is_in_time() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA, this=NOW),))) == []


def test_a_second_later_is_not() -> None:
    early = ocsp(LEAF, CA, this=NOW + SECOND)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(early,))) == [(0, "")]
