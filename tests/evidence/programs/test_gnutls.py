# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

from tests.evidence.reading import causes, causes_of, read

REPORT = """Processed 140 CA certificate(s).
Connecting to '127.0.0.1:8443'...
- Certificate type: X.509
- Got a certificate list of 2 certificates.
- Certificate[0] info:
 - subject `CN=api.example.com', issuer `CN=Issuing CA,O=X', serial 0x01f4, RSA key 2048 bits, signed using RSA-SHA256, activated `2026-10-22 08:33:22 UTC', expires `2036-10-19 08:33:22 UTC', pin-sha256="x"
- Certificate[1] info:
 - subject `CN=Issuing CA,O=X', issuer `CN=Root,O=X', serial 0x02, RSA key 2048 bits, signed using RSA-SHA256, activated `2026-10-22 08:33:22 UTC', expires `2036-10-19 08:33:22 UTC'
- Status: The certificate is NOT trusted. The certificate issuer is unknown.
*** PKI verification of server certificate failed...
*** Fatal error: Error in the certificate.
"""


def test_the_report_gives_chain_and_cause() -> None:
    connection = read(REPORT)[0]
    assert [each.subject for each in connection.presented or ()] == ["CN=api.example.com", "CN=Issuing CA,O=X"]
    assert [each.serial for each in connection.presented or ()] == [0x1F4, 2]
    assert causes(REPORT) == ["unknown_ca"]


def test_a_success_with_debug_lines() -> None:
    assert causes_of("chain_wrong_order/client4-gnutls.log") == [None]


def test_a_received_alert() -> None:
    text = "- Certificate type: X.509\n*** Fatal error: A TLS fatal alert has been received.\n*** Received alert [70]: Error in protocol version\n"
    assert causes(text) == ["protocol_mismatch"]
