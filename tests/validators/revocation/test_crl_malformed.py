"""A CRL that was given cannot be read."""

from __future__ import annotations

import pytest

from chainaudit.validators.revocation.crl_malformed import CHECK
from tests.forge_revocation import asked, crl, entry
from tests.validators.making import findings
from tests.validators.revocation.pki import CA, PATH, ROOT, told


@pytest.mark.parametrize("data", [b"", b"\x30", b"not a CRL", b"\x30\x00", b"\x30\x80\x00\x00", crl(ROOT)[:-1]])
def test_what_is_no_list_is_found(data: bytes) -> None:
    (finding,) = findings(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA), data)))
    assert finding.variant == "unreadable"
    assert "byte" in finding.observed


def test_sound_lists_pass() -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA)))) == []


@pytest.mark.parametrize("data", [b"\x30\x00", b"\x30\x03\x02\x01\x05", b"\x04\x01\x05", entry(5)[:-1]])
def test_a_list_whose_entries_break_off_decides_nothing(data: bytes) -> None:
    assert told(CHECK, asked(*PATH, crls=(crl(ROOT), crl(CA, entry(3), data)))) == [(0, "entries")]
