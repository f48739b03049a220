"""Delta CRLs: what they change, and when they cannot be used."""

from __future__ import annotations

from chainaudit.validators.revocation.delta_unusable import CHECK
from chainaudit.validators.revocation.revoked import CHECK as REVOKED
from chainaudit.validators.revocation.unknown import CHECK as UNKNOWN_STATUS
from tests import forge
from tests.forge_revocation import DAY, NOW, SECOND, asked, crl, entry, full_name, scoped
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told

SERIAL = LEAF.certificate.serial_number
OLD = NOW - 5 * DAY


def revoked(*crls: bytes, use_deltas: bool = True) -> bool:
    return bool(told(REVOKED, asked(*PATH, crls=(crl(ROOT), *crls), use_deltas=use_deltas)))


def test_what_a_delta_list_adds_counts() -> None:
    delta = crl(CA, LEAF, number=9, base=7)
    assert revoked(crl(CA, number=7, this=OLD), delta)
    assert not revoked(crl(CA, number=7, this=OLD), delta, use_deltas=False)


def test_what_a_delta_list_takes_away_counts() -> None:
    held = crl(CA, entry(SERIAL, 6), number=7, this=OLD)
    assert revoked(held)
    assert not revoked(held, crl(CA, entry(SERIAL, 8), number=8, base=7))
    assert revoked(held, crl(CA, entry(SERIAL, 8), number=8, base=7), use_deltas=False)


def test_the_newest_delta_list_counts() -> None:
    older, newer = crl(CA, entry(SERIAL, 6), number=8, base=7), crl(CA, entry(SERIAL, 8), number=9, base=7)
    complete = crl(CA, number=7, this=OLD)
    assert not revoked(complete, older, newer)
    assert not revoked(complete, newer, older)


def test_a_delta_list_alone_decides_nothing() -> None:
    context = asked(*PATH, crls=(crl(ROOT), crl(CA, number=9, base=7)))
    assert told(CHECK, context) == [(0, "no-base")]
    assert told(UNKNOWN_STATUS, context) == [(0, "nothing-given")]


def test_a_delta_list_renews_a_complete_one_that_is_out_of_date() -> None:
    """RFC 5280, 5.2.4: together they are a complete CRL with the dates of the delta CRL."""
    complete = crl(CA, number=7, this=OLD, until=NOW - SECOND)
    assert told(UNKNOWN_STATUS, asked(*PATH, crls=(crl(ROOT), complete, crl(CA, number=9, base=7)))) == []


def test_but_not_one_from_the_future() -> None:
    complete = crl(CA, number=7, this=NOW + SECOND)
    context = asked(*PATH, crls=(crl(ROOT), complete, crl(CA, number=9, base=7)))
    assert told(UNKNOWN_STATUS, context) == [(0, "unusable")]


def test_it_must_start_from_the_complete_list_or_an_earlier_one() -> None:
    complete = crl(CA, number=7, this=OLD, until=NOW - SECOND)
    context = asked(*PATH, crls=(crl(ROOT), complete, crl(CA, number=9, base=8)))
    assert told(CHECK, context) == [(0, "base-number")]
    assert told(UNKNOWN_STATUS, context) == [(0, "unusable")]


def test_it_must_be_sound_itself() -> None:
    complete = crl(CA, number=7, this=OLD, until=NOW - SECOND)
    for delta in (crl(CA, number=9, base=7, spoil=True), crl(CA, number=9, base=7, until=NOW - SECOND)):
        assert told(CHECK, asked(*PATH, crls=(crl(ROOT), complete, delta))) == [(0, "refused")]


def test_it_must_have_the_same_scope() -> None:
    complete = crl(CA, number=7, this=OLD)
    elsewhere = crl(CA, LEAF, number=9, base=7, replace=scoped(name=full_name("http://crl.example/b")))
    assert not revoked(complete, elsewhere)


def test_it_must_be_signed_with_the_same_key() -> None:
    """RFC 5280, 6.3.3 (c)(3) and (h): the key identifiers agree."""
    renewed = forge.intermediate(ROOT, "CA", use_key=forge.key("EC", "renewed"))
    crls = (crl(ROOT), crl(CA, number=7, this=OLD), crl(renewed, LEAF, number=9, base=7))
    assert told(REVOKED, asked(*PATH, crls=crls, known=(renewed,))) == []


def test_where_the_complete_list_decides_alone_nothing_is_said() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA), crl(CA, number=9, base=8)))) == []
