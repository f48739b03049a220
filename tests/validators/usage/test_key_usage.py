"""keyCertSign for issuers (RFC 5280, 6.1.4 (n)); a usage that a handshake can use for targets (RFC 8446, 4.4.2.2)."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.extension import (
    CRL_SIGN,
    DIGITAL_SIGNATURE,
    KEY_AGREEMENT,
    KEY_CERT_SIGN,
    KEY_ENCIPHERMENT,
    NON_REPUDIATION,
)
from chainaudit.model.finding import Severity
from chainaudit.validators.usage.key_usage import CHECK
from tests.validators.making import ANY, CLIENT, SERVER, applies, authority, end, findings, of_certificate, variants


@pytest.mark.parametrize(
    ("bits", "passes"),
    [
        pytest.param(None, True, id="no limit"),
        pytest.param((KEY_CERT_SIGN,), True, id="keyCertSign"),
        pytest.param((CRL_SIGN, DIGITAL_SIGNATURE), False, id="others"),
    ],
)
def test_issuers(bits: tuple[int, ...] | None, *, passes: bool) -> None:
    one = authority(key_usage=bits)
    assert variants(CHECK, of_certificate(one, Role.INTERMEDIATE)) == ([] if passes else ["issuer"])
    assert variants(CHECK, of_certificate(one, Role.ANCHOR)) == ([] if passes else ["anchor"])


@pytest.mark.parametrize(
    ("bits", "server", "client"),
    [
        pytest.param(None, [], [], id="no limit"),
        pytest.param((DIGITAL_SIGNATURE,), [], [], id="digitalSignature"),
        pytest.param((DIGITAL_SIGNATURE, KEY_ENCIPHERMENT), [], [], id="both"),
        pytest.param((KEY_ENCIPHERMENT,), ["no-digital-signature"], ["unusable"], id="keyEncipherment"),
        pytest.param((KEY_AGREEMENT,), ["no-digital-signature"], ["no-digital-signature"], id="keyAgreement"),
        pytest.param((NON_REPUDIATION,), ["unusable"], ["unusable"], id="nonRepudiation"),
    ],
)
def test_targets(bits: tuple[int, ...] | None, server: list[str], client: list[str]) -> None:
    assert variants(CHECK, of_certificate(end(key_usage=bits), purpose=SERVER)) == server
    assert variants(CHECK, of_certificate(end(key_usage=bits), purpose=CLIENT)) == client


def test_no_purpose_asks_nothing_of_the_target_but_of_issuers() -> None:
    assert not applies(CHECK, of_certificate(end(key_usage=(NON_REPUDIATION,)), purpose=ANY))
    assert variants(CHECK, of_certificate(authority(key_usage=(CRL_SIGN,)), Role.ANCHOR, purpose=ANY)) == ["anchor"]


def test_what_a_person_reads() -> None:
    (finding,) = findings(CHECK, of_certificate(authority(key_usage=(CRL_SIGN, DIGITAL_SIGNATURE)), Role.INTERMEDIATE))
    assert finding.severity is Severity.ERROR
    assert finding.observed == "keyUsage is digitalSignature, cRLSign"
    assert finding.values["usages"] == ("digitalSignature", "cRLSign")
    assert finding.actions[0].values["key_usage"] == "digitalSignature,cRLSign,keyCertSign"


def test_an_extension_that_cannot_be_read_allows_nothing() -> None:
    broken = end(key_usage=None, extra=[("2.5.29.15", True, b"\x05\x00")])
    (finding,) = findings(CHECK, of_certificate(broken))
    assert finding.variant == "unusable"
    assert finding.observed == "keyUsage is empty or cannot be read"


def test_a_bit_beyond_the_nine_is_told_by_its_number() -> None:
    odd = end(key_usage=None, extra=[("2.5.29.15", True, b"\x03\x03\x06\x00\x40")])  # bit 9 alone
    (finding,) = findings(CHECK, of_certificate(odd))
    assert finding.observed == "keyUsage is bit 9"
