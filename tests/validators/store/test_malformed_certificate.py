"""Each rule of the encoding that a certificate breaks, with the byte where."""

from __future__ import annotations

import pytest

from chainaudit.model import der
from chainaudit.model.certificate import Certificate
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.store.malformed_certificate import CHECK, MAX_REPORTED
from tests.validators.making import authority, end, findings, of_certificate, variants

LEAF = end()


def test_a_sound_certificate_passes() -> None:
    assert variants(CHECK, of_certificate(LEAF)) == []
    assert variants(CHECK, of_certificate(authority(), Role.ANCHOR)) == []


@pytest.mark.parametrize(
    ("role", "variant"), [(Role.TARGET, "target"), (Role.INTERMEDIATE, "issuer"), (Role.ANCHOR, "anchor")]
)
def test_a_broken_extension_is_told_with_its_byte_and_clause(role: Role, variant: str) -> None:
    broken = end(key_usage=None, extra=[("2.5.29.15", True, b"\x04\x02\x05\xa0")])  # an OCTET STRING for a BIT STRING
    (finding,) = findings(CHECK, of_certificate(broken, role))
    assert finding.variant == variant
    assert finding.severity is Severity.ERROR
    assert finding.field == "keyUsage"
    assert str(finding.cites[0]) == "RFC 5280, 4.2.1.3"
    offset = finding.values["offset"]
    assert broken.certificate.der[offset : offset + 4] == b"\x04\x02\x05\xa0"
    assert f"at byte {offset}" in finding.observed


def test_every_fault_is_a_finding_of_its_own() -> None:
    broken = end(
        key_usage=None,
        usages=None,
        extra=[("2.5.29.15", True, b"\x05\x00"), ("2.5.29.37", False, b"\x30\x00")],
    )
    assert sorted(f.field for f in findings(CHECK, of_certificate(broken))) == ["extKeyUsage", "keyUsage"]


def test_bytes_behind_the_certificate_are_a_fault() -> None:
    trailing = Certificate.read(LEAF.certificate.der + b"\x00\x00")
    (finding,) = findings(CHECK, of_certificate(trailing))
    assert "2 bytes follow the certificate" in finding.observed
    assert finding.values["offset"] == len(LEAF.certificate.der)


def test_a_refusal_that_no_fault_explains_is_told_in_the_parsers_words() -> None:
    """Version 4 is a number like any other to a reader, and no version to cryptography."""
    encoded = LEAF.certificate.der
    version = b"\xa0\x03\x02\x01\x02"
    assert encoded.count(version) == 1
    odd = Certificate.read(encoded.replace(version, b"\xa0\x03\x02\x01\x03"))
    assert not odd.faults
    (finding,) = findings(CHECK, of_certificate(odd))
    assert finding.field == "certificate"
    assert finding.observed.startswith("a strict parser refuses it: ")


def test_thousands_of_faults_are_counted_not_listed() -> None:
    tbs, algorithm, signature = der.read(LEAF.certificate.der).children()
    *fields, _ = tbs.children()
    listed = der.encode(0xA3, der.encode(der.SEQUENCE, 100 * der.encode(der.SEQUENCE, b"")))
    body = der.encode(der.SEQUENCE, b"".join(f.encoded for f in fields) + listed)
    many = Certificate.read(der.encode(der.SEQUENCE, body + algorithm.encoded + signature.encoded))
    found = findings(CHECK, of_certificate(many))
    count = len(many.faults)
    assert count >= 100
    assert len(found) == MAX_REPORTED
    assert found[-1].observed.endswith(f"(and {count - MAX_REPORTED} more faults)")
    assert "more faults" not in found[-2].observed
