"""A CRL or an entry of it has a critical extension that nobody knows."""

from __future__ import annotations

from chainaudit.validators.revocation.crl_critical_extension_unknown import CHECK
from chainaudit.validators.revocation.revoked import CHECK as REVOKED
from tests.forge_revocation import UNKNOWN, asked, crl, entry
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, LEAF, PATH, ROOT, told


def test_such_a_list_decides_about_nothing() -> None:
    context = asked(*PATH, crls=(crl(ROOT), crl(CA, LEAF, extra=(UNKNOWN,))))
    (finding,) = findings(CHECK, context)
    assert (finding.position, finding.variant) == (0, "crl")
    assert finding.values["oid"] == UNKNOWN[0]
    assert told(REVOKED, context) == []


def test_one_entry_is_enough_whomever_it_is_about() -> None:
    spoiled = crl(CA, entry(1), entry(2, 1, extra=(UNKNOWN,)), entry(3))
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), spoiled))) == [(0, "entry")]


def test_unknown_extensions_that_are_not_critical_are_passed_over() -> None:
    harmless = (UNKNOWN[0], False, UNKNOWN[2])
    sound = crl(CA, entry(2, 1, extra=(harmless,)), extra=(harmless,))
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), sound))) == []
