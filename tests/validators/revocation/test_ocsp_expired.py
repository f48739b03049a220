"""An OCSP response is out of date."""

from __future__ import annotations

from chainaudit.validators.revocation.ocsp_expired import CHECK
from tests.forge_revocation import DAY, NOW, SECOND, asked, crl, ocsp
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_next_update_itself_is_in_time_and_a_second_later_is_not() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(ocsp(LEAF, CA, until=NOW),))) == []
    old = ocsp(LEAF, CA, until=NOW - SECOND)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(old,))) == [(0, "next-update-passed")]


def test_without_next_update_an_answer_holds_a_day() -> None:
    fresh = ocsp(LEAF, CA, this=NOW - DAY, until=None)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(fresh,))) == []
    stale = ocsp(LEAF, CA, this=NOW - DAY - SECOND, until=None)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT),), responses=(stale,))) == [(0, "no-next-update")]


def test_a_list_that_decides_makes_an_old_answer_unimportant() -> None:
    old = ocsp(LEAF, CA, until=NOW - SECOND)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA)), responses=(old,))) == []
