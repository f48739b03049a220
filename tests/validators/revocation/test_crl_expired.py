"""The only CRL is out of date."""

from __future__ import annotations

from chainaudit.model.question import RevocationMode
from chainaudit.validators.revocation.crl_expired import CHECK
from tests.forge_revocation import DAY, NOW, SECOND, asked, crl
from tests.validators.revocation.pki import CA, PATH, ROOT, told


def test_next_update_itself_is_in_time_and_a_second_later_is_not() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, until=NOW)))) == []
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, until=NOW - SECOND)))) == [(0, "")]


def test_an_old_list_beside_a_current_one_does_not_matter() -> None:
    old = crl(CA, number=6, this=NOW - 9 * DAY, until=NOW - DAY)
    assert told(CHECK, asked(*PATH, crls=(old, crl(ROOT), crl(CA)))) == []


def test_a_list_that_was_given_must_be_current_even_where_none_is_required() -> None:
    context = asked(*PATH, crls=(crl(CA, until=NOW - SECOND),), mode=RevocationMode.IF_GIVEN)
    assert told(CHECK, context) == [(0, "")]


def test_without_next_update_a_list_does_not_expire() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, until=None)))) == []
