# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import causes, conclude, read

MTLS = """*** ClientHello, TLSv1
Cipher Suites: [SSL_RSA_WITH_RC4_128_MD5, TLS_RSA_WITH_AES_128_CBC_SHA, TLS_EMPTY_RENEGOTIATION_INFO_SCSV]
Compression Methods:  { 0 }
***
main, WRITE: TLSv1 Handshake, length = 75
main, READ: TLSv1 Handshake, length = 804
*** ServerHello, TLSv1
Cipher Suite: SSL_RSA_WITH_RC4_128_MD5
***
*** Certificate chain
chain [0] = [
[
  Version: V3
  Subject: CN=server1, O=Example
  Validity: [From: Fri May 31 10:28:43 CEST 2013,
               To: Tue May 31 10:28:43 CEST 2016]
  Issuer: CN=server1, O=Example
  SerialNumber: [    9bbfece4]
]
***
*** CertificateRequest
Cert Types: RSA, DSS
Cert Authorities:
<CN=partner, O=Example>
<CN=other, OU="a, b",
 O=Example>
*** ServerHelloDone
Warning: no suitable certificate found - continuing without client authentication
*** Certificate chain
<Empty>
***
*** ClientKeyExchange, RSA PreMasterSecret, TLSv1
main, READ: TLSv1 Alert, length = 2
main, RECV TLSv1 ALERT:  fatal, bad_certificate
"""


def test_chains_before_and_after_the_request_are_of_different_sides() -> None:
    connection = read(MTLS)[0]
    assert [each.subject for each in connection.presented or ()] == ["CN=server1,O=Example"]
    assert connection.client_presented == ()
    assert connection.request is not None
    assert connection.request.authorities == ("CN=partner,O=Example", "CN=other,OU=a\\, b,O=Example")
    assert conclude([connection])[0].cause == "client_cert_missing"


def test_an_sslv2_hello_that_is_refused() -> None:
    text = "main, WRITE: TLSv1 Handshake, length = 75\nmain, WRITE: SSLv2 client hello message, length = 101\nmain, RECV TLSv1 ALERT:  fatal, handshake_failure\n"
    assert causes(text) == ["protocol_mismatch"]


def test_an_alert_that_a_log_system_wrapped_over_three_lines() -> None:
    stamp = "Jun 21, 2018 10:30:18 AM AST STDOUT [sun.security.ssl.SSLSocketImpl sendAlert] "
    text = "".join(f"{stamp}{part}\n" for part in (", SEND TLSv1 ALERT:", "fatal,", "description = handshake_failure"))
    connection = read(text)[0]
    assert [(each.by, each.description) for each in connection.alerts] == [("client", "handshake_failure")]
    assert causes(text) == ["protocol_mismatch"]


def test_a_name_that_does_not_match() -> None:
    text = 'chain [0] = [\n[\n  Version: V3\n  Subject: CN=a\n  Issuer: CN=b\n]\n***\nException in thread "main" javax.net.ssl.SSLHandshakeException: java.security.cert.CertificateException: No name matching localhost found\n'
    assert causes(text) == ["hostname_mismatch"]


def test_short_diffie_hellman() -> None:
    numbers = ", ".join(["255"] * 96)
    text = f"*** ClientHello, TLSv1\nCompression Methods:  {{ 0 }}\n***\n*** ServerHello, TLSv1\n***\n*** Diffie-Hellman ServerKeyExchange\nDH Modulus:  {{ {numbers} }}\n***\nmain, SEND TLSv1 ALERT:  fatal, description = handshake_failure\n"
    assert read(text)[0].dh_bits == 768
    assert causes(text) == ["dh_key_too_small"]
