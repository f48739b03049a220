from __future__ import annotations

from datetime import datetime, timezone

import pytest

from chainaudit.evidence.java.legacy_messages import (
    bits_of,
    read_authorities,
    read_certificate,
    read_client_hello,
    with_ssl2,
)

HELLO = """RandomCookie:  GMT: 1
Session ID:  {}
Cipher Suites: [TLS_RSA_WITH_AES_128_CBC_SHA, SSL_RSA_WITH_RC4_128_MD5, TLS_EMPTY_RENEGOTIATION_INFO_SCSV, UNHEARD_OF]
Compression Methods:  { 0 }
Extension server_name, server_name: [type=host_name (0), value=h.test]
***"""
CERTIFICATE = """
  Version: V3
  Subject: CN=leaf, O="A, B"
  Signature Algorithm: SHA1withRSA, OID = 1.2.840.113549.1.1.5
  Key:  Sun RSA public key, 1024 bits
  Validity: [From: Sat Nov 21 08:35:02 UTC 2026,
               To: Sun Nov 21 09:35:02 CET 2027]
  Issuer: CN=ca
  SerialNumber: [    0a ff]
Certificate Extensions: 2
[1]: BasicConstraints:[
  CA:false
]
[2]: SubjectAlternativeName [
  DNSName: h.test
  IPAddress: 10.0.0.1
]"""


def test_the_offer() -> None:
    offer = read_client_hello("TLSv1.2", HELLO)
    assert (offer.versions, offer.ciphers, offer.server_name) == ((0x0303,), (0x2F, 0x04, 0xFF), "h.test")
    assert offer.renegotiation
    assert offer.complete
    assert not read_client_hello("TLSv1", HELLO.split("Compression", maxsplit=1)[0]).complete


def test_the_same_offer_in_ssl_2_framing() -> None:
    offer = read_client_hello("TLSv1", HELLO)
    framed = with_ssl2(offer)
    assert (framed.ssl2, offer.ssl2) == (True, False)
    assert (framed.versions, framed.ciphers, framed.server_name) == (offer.versions, offer.ciphers, offer.server_name)


def test_a_certificate() -> None:
    seen = read_certificate(CERTIFICATE)
    assert (seen.subject, seen.issuer, seen.serial, seen.version) == ("CN=leaf,O=A\\, B", "CN=ca", 0x0AFF, 3)
    assert (seen.key_algorithm, seen.key_bits, seen.digest, seen.is_ca) == ("RSA", 1024, "sha1", False)
    assert seen.names == ("h.test", "10.0.0.1")
    assert seen.not_before == datetime(2026, 11, 21, 8, 35, 2, tzinfo=timezone.utc)
    assert seen.not_after == datetime(2027, 11, 21, 8, 35, 2, tzinfo=timezone.utc)


def test_what_was_not_printed_is_not_known() -> None:
    seen = read_certificate("Subject: CN=leaf\nIssuer: CN=ca\n")
    assert (seen.names, seen.is_ca, seen.not_after, seen.key_bits, seen.serial) == (None, None, None, None, None)


def test_authorities_with_and_without_brackets_and_over_lines() -> None:
    body = ["x", "Cert Authorities:", "<CN=one, O=A>", "<CN=two,", " O=B>", "<Empty>", "CN=three"]
    assert read_authorities(body) == ("CN=one,O=A", "CN=two,O=B", "CN=three")
    assert read_authorities(["Cert Authorities:", "<Empty>"]) == ()


@pytest.mark.parametrize(("octets", "bits"), [("0, 255, 1", 16), ("1, 0", 9), ("128", 8), ("0", 0), ("", 0)])
def test_the_bits_of_a_number(octets: str, bits: int) -> None:
    assert bits_of(octets) == bits
