"""A CRL or an OCSP response says that a certificate of the path is revoked."""

from __future__ import annotations

import pytest

from chainaudit.model.question import RevocationMode
from chainaudit.validators.revocation.crl_expired import CHECK as EXPIRED
from chainaudit.validators.revocation.revoked import CHECK
from tests import forge
from tests.forge_revocation import NOW, SECOND, asked, crl, entry, ocsp, scoped
from tests.validators.making import applies, findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_a_target_on_the_list_of_its_issuer_is_found() -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, LEAF))))
    assert (finding.position, finding.variant, finding.certificate) == (0, "target", LEAF.certificate)
    assert finding.values["reason"] == "keyCompromise"
    assert finding.values["source"] == "crl"
    assert "revoked at 2026-05-30 12:00:00 UTC, reason keyCompromise, by" in finding.observed


def test_a_reason_that_is_not_given_is_not_told() -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, entry(LEAF.certificate.serial_number)))))
    assert "UTC, by" in finding.observed


def test_an_intermediate_is_found_too_and_both_at_once() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT, CA), crl(CA)))) == [(1, "issuer")]
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT, CA), crl(CA, LEAF)))) == [(0, "target"), (1, "issuer")]


def test_a_list_without_the_certificate_revokes_nothing() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, entry(1), entry(2, 6))))) == []


def test_the_serial_number_of_another_issuer_is_another_certificate() -> None:
    twin = forge.issue(ROOT, serial=LEAF.certificate.serial_number.to_bytes(4, "big"))
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT, twin), crl(CA)))) == []


@pytest.mark.parametrize("serial", [b"\x00", b"\x7f", b"\x00\x80", b"\xff", b"\x80\x00", b"\x00" + b"\xff" * 20])
def test_serial_numbers_of_every_form_are_looked_up(serial: bytes) -> None:
    leaf = forge.issue(CA, serial=serial)
    assert told(CHECK, asked(leaf, CA, ROOT, crls=(crl(ROOT), crl(CA, entry(5), leaf, entry(6))))) == [(0, "target")]
    other = forge.issue(CA, serial=b"\x01" + serial)
    assert told(CHECK, asked(leaf, CA, ROOT, crls=(crl(ROOT), crl(CA, other)))) == []


def test_an_ocsp_response_revokes_too() -> None:
    context = asked(*PATH, crls=(crl(ROOT), crl(CA)), responses=(ocsp(LEAF, CA, status="revoked"),))
    (finding,) = findings(CHECK, context)
    assert finding.values["source"] == "ocsp"
    assert finding.values["reason"] == "keyCompromise"


def test_it_is_found_where_nothing_is_required() -> None:
    context = asked(*PATH, crls=(crl(CA, LEAF),), mode=RevocationMode.IF_GIVEN)
    assert told(CHECK, context) == [(0, "target")]


def test_nothing_is_looked_at_where_nothing_was_given_or_asked() -> None:
    assert not applies(CHECK, asked(*PATH, mode=RevocationMode.IF_GIVEN))
    assert not applies(CHECK, asked(*PATH, crls=(crl(CA, LEAF),), mode=RevocationMode.OFF))
    assert not applies(CHECK, asked(ROOT, crls=(crl(ROOT),)))


def test_a_list_that_is_out_of_date_still_proves_a_revocation() -> None:
    old = crl(CA, LEAF, number=6, until=NOW - SECOND)
    context = asked(*PATH, crls=(crl(ROOT), old))
    assert told(CHECK, context) == [(0, "target")]
    assert told(EXPIRED, context) == [(0, "")]
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), old, crl(CA)))) == []  # released since


def test_the_order_in_which_lists_are_given_does_not_matter() -> None:
    older, newer = crl(CA, LEAF, number=6), crl(CA, number=7)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), older, newer))) == []
    assert told(CHECK, asked(*PATH, crls=(newer, older, crl(ROOT)))) == []
    partial = crl(CA, LEAF, number=6, replace=scoped(users=True))
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), partial, newer))) == [(0, "target")]
    assert told(CHECK, asked(*PATH, crls=(newer, partial, crl(ROOT)))) == [(0, "target")]


def test_an_older_list_counts_where_the_newer_one_cannot_be_used() -> None:
    older, newer = crl(CA, LEAF, number=6), crl(CA, number=7, spoil=True)
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), newer, older))) == [(0, "target")]
