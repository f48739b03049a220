"""The only CRL is from the future."""

from __future__ import annotations

from chainaudit.validators.revocation.crl_not_yet_valid import CHECK
from tests.forge_revocation import NOW, SECOND, asked, crl
from tests.validators.revocation.pki import CA, PATH, ROOT, told


def test_this_update_itself_is_in_time_and_a_second_later_is_not() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, this=NOW)))) == []
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, this=NOW + SECOND)))) == [(0, "")]


def test_a_current_list_beside_it_is_taken() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(CA, this=NOW + SECOND), crl(ROOT), crl(CA)))) == []
