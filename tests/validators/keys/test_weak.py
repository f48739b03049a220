"""Floors of key sizes, to the bit."""

from __future__ import annotations

import pytest

from chainaudit.model.certificate import Certificate
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.keys.weak import CHECK
from tests.validators.making import doubts, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("RSA 2048", [], id="RSA at the floor"),
        pytest.param("RSA 2047", ["target"], id="RSA one bit below"),
        pytest.param("RSA 1024", ["target"], id="RSA of yesterday"),
        pytest.param("DSA 2048", [], id="DSA at the floor"),
        pytest.param("DSA 1024", ["target"], id="DSA of yesterday"),
        pytest.param("P-192", ["target"], id="a curve below the floor"),
        pytest.param("P-224", [], id="a curve at the floor"),
        pytest.param("P-256", [], id="a curve above it"),
        pytest.param("Ed25519", [], id="Ed25519 has one size"),
        pytest.param("Ed448", [], id="Ed448 has one size"),
    ],
)
def test_the_floors_of_today(kind: str, expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(kind=kind))) == expected


@pytest.mark.parametrize(
    ("kind", "rules", "expected"),
    [
        pytest.param("RSA 2048", {"rsa_bits": 2049}, ["target"], id="one bit below another floor"),
        pytest.param("RSA 1024", {"rsa_bits": 0}, [], id="no floor for RSA"),
        pytest.param("DSA 1024", {"dsa_bits": 0}, [], id="no floor for DSA"),
        pytest.param("P-192", {"ec_bits": 192}, [], id="a lower floor for curves"),
        pytest.param("P-256", {"ec_bits": 257}, ["target"], id="a higher one"),
        pytest.param("P-192", {"ec_bits": None}, [], id="no floor for curves"),
    ],
)
def test_the_rules_set_the_floor(kind: str, rules: dict[str, int | None], expected: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(kind=kind), rules=Rules(**rules))) == expected


def test_every_role_counts_and_an_anchor_is_replaced() -> None:
    weak = end(kind="RSA 1024")
    assert variants(CHECK, of_certificate(weak, Role.INTERMEDIATE)) == ["issuer"]
    (finding,) = findings(CHECK, of_certificate(weak, Role.ANCHOR))
    assert finding.variant == "anchor"
    assert finding.severity is Severity.ERROR
    assert finding.observed == "its key is RSA 1024 (1024 bits)"
    assert finding.expected == "at least 2048 bits for RSA"
    assert (finding.values["bits"], finding.values["floor"]) == (1024, 2048)
    assert finding.actions[0].kind == "replace-anchor"
    assert finding.values["curve"] == ""
    (finding,) = findings(CHECK, of_certificate(end(kind="P-192")))
    assert finding.values["curve"] == "P-192"
    assert finding.actions[0].kind == "reissue"


def _with_key_of(encoded: bytes, old: bytes, new: bytes) -> Certificate:
    assert encoded.count(old) == 1
    return Certificate.read(encoded.replace(old, new))


def test_a_key_that_cannot_be_read_is_no_pass() -> None:
    one = end(kind="RSA 2048")
    spki = one.certificate.public_key
    assert spki is not None
    # The modulus is no INTEGER any more.
    broken = _with_key_of(
        one.certificate.der, spki.key_octets, spki.key_octets.replace(b"\x02\x82\x01\x01", b"\x04\x82\x01\x01")
    )
    (doubt,) = doubts(CHECK, of_certificate(broken))
    assert "RSA" in doubt.why
    # The whole field is no key.
    start = one.certificate.der.index(spki.spki)
    none = bytearray(one.certificate.der)
    none[start + 4] = 0x04
    (doubt,) = doubts(CHECK, of_certificate(Certificate.read(bytes(none))))
    assert doubt.why == "the public key cannot be read"
    assert not doubt.missing


def test_a_dsa_key_without_parameters_has_the_size_of_its_issuers() -> None:
    one = end(kind="DSA 1024")
    key = one.certificate.public_key
    assert key is not None
    oid = b"\x06\x07\x2a\x86\x48\xce\x38\x04\x01"
    from chainaudit.model import der

    inherited = der.encode(
        der.SEQUENCE, der.encode(der.SEQUENCE, oid) + der.encode(der.BIT_STRING, b"\0" + key.key_octets)
    )
    tbs = der.read(one.certificate.tbs)
    fields = b"".join(inherited if c.encoded == key.spki else c.encoded for c in tbs.children())
    outer = der.read(one.certificate.der).children()
    again = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, fields) + outer[1].encoded + outer[2].encoded)
    certificate = Certificate.read(again)
    assert certificate.public_key is not None
    assert certificate.public_key.has_inherited_parameters
    assert variants(CHECK, of_certificate(certificate)) == []
