# ruff: noqa: E501 - lines of logs stand as they were written

from __future__ import annotations

import pytest

from chainaudit.evidence.programs.incidents import PARSER, product_of
from tests.evidence.reading import causes, causes_of, read

NGINX = "2026/11/21 08:35:18 [info] 2380#2380: *{n} SSL_do_handshake() failed (SSL: error:0A0000C1:SSL routines::no shared cipher) while SSL handshaking, client: 10.0.0.{n}, server: 0.0.0.0:443"


@pytest.mark.parametrize(
    ("text", "cause", "refused_by"),
    [
        pytest.param(NGINX.format(n=1), "no_shared_cipher", "server", id="nginx"),
        pytest.param("2026/11/21 08:35:18 [error] 9#9: *4 upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 10.0.0.1", "unknown_ca", "client", id="nginx to upstream"),
        pytest.param("[Sat Nov 21 08:35:18 2026] [ssl:error] [pid 9] [client 10.0.0.1:4711] AH02039: Certificate Verification: Error (10): certificate has expired", "client_cert_expired", "server", id="Apache"),
        pytest.param("[ssl:info] [pid 9] [client 10.0.0.1:4711] AH02008: SSL library error 1 in handshake (server h:443)\nSSL Library Error: error:0A0000C7:SSL routines::peer did not return a certificate", "client_cert_missing", "server", id="Apache without certificate"),
        pytest.param('Get "https://h/": tls: failed to verify certificate: x509: certificate signed by unknown authority', "unknown_ca", "client", id="Go"),
        pytest.param('Get "https://h/": x509: certificate is valid for a.example, not b.example', "hostname_mismatch", "client", id="Go name"),
        pytest.param("x509: certificate relies on legacy Common Name field, use SANs instead", "cn_only_no_san", "client", id="Go common name"),
        pytest.param("2026/11/21 08:35:18 http: TLS handshake error from 10.0.0.1:4711: tls: client didn't provide a certificate", "client_cert_missing", "server", id="Go server"),
        pytest.param("2026/11/21 08:35:18 http: TLS handshake error from 10.0.0.1:4711: remote error: tls: unknown certificate authority", "unknown_ca", "client", id="Go server told"),
        pytest.param("Error: unable to verify the first certificate\n    at TLSSocket.onConnectSecure (node:_tls_wrap:1674:34)\n  code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'", "incomplete_chain", "client", id="Node"),
        pytest.param("ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)", "certificate_expired", "client", id="Python"),
        pytest.param("ssl.SSLError: [SSL: DH_KEY_TOO_SMALL] dh key too small (_ssl.c:1006)", "dh_key_too_small", "client", id="Python dh"),
        pytest.param("System.Security.Authentication.AuthenticationException: The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch", "hostname_mismatch", "client", id=".NET"),
        pytest.param("The remote certificate is invalid because of errors in the certificate chain: PartialChain", "incomplete_chain", "client", id=".NET chain"),
        pytest.param("javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target", "unknown_ca", "client", id="Java"),
        pytest.param("Caused by: javax.net.ssl.SSLHandshakeException: Remote host closed connection during handshake", "closed_mid_handshake", "server", id="Java closed"),
        pytest.param("javax.net.ssl.SSLException: Unsupported or unrecognized SSL message", "plaintext_port", "client", id="Java plain"),
        pytest.param("java.io.IOException: keystore password was incorrect", "keystore_password_mismatch", None, id="Java password"),
        pytest.param("SSL_ERROR_BAD_CERT_DOMAIN", "hostname_mismatch", "client", id="Firefox"),
        pytest.param("Nov 21 08:35:18 mx postfix/smtp[77]: certificate verification failed for mx.example[10.0.0.1]:25: untrusted issuer /CN=Root", "unknown_ca", "client", id="Postfix"),
        pytest.param("2026.11.21 08:35:18 LOG3[5]: SSL_accept: 0A0000C7: error:0A0000C7:SSL routines::peer did not return a certificate", "client_cert_missing", "server", id="stunnel"),
        pytest.param("connect ECONNREFUSED 127.0.0.1:8443", "connection_refused", "network", id="refused"),
        pytest.param("HTTP/1.1 503 Service Unavailable\n\nReceived fatal alert: handshake_failure", "handshake_failure_unspecified", "server", id="Apigee"),
        pytest.param("curl: (60) SSL certificate problem: Invalid certificate chain", "chain_invalid", "client", id="curl"),
        pytest.param("Event 36887: A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 70.", "protocol_mismatch", "server", id="Schannel"),
        pytest.param("invalid peer certificate: UnknownIssuer", "unknown_ca", "client", id="rustls"),
    ],
)  # fmt: skip
def test_wordings_of_many_programs(text: str, cause: str, refused_by: str | None) -> None:
    from tests.evidence.reading import conclude

    found = conclude(read(text))
    assert [each.cause for each in found] == [cause]
    assert refused_by is None or found[0].refused_by == refused_by


CONTEXT = "java.security.NoSuchAlgorithmException: Error constructing implementation (algorithm: Default, provider: SunJSSE, class: sun.security.ssl.SSLContextImpl$DefaultSSLContext)"
HEADER = "javax.net.ssl|DEBUG|10|main|2026-11-21 21:08:05.608 UTC|SSLCipher.java:466|jdk.tls.keyLimits:  entry = AES/GCM/NoPadding KeyUpdate 2^37. AES/GCM/NOPADDING:KEYUPDATE = 137438953472\n"


@pytest.mark.parametrize("before", ["", HEADER], ids=["trace", "javax.net.debug"])
@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        pytest.param(": problem accessing trust store", "truststore_empty", id="a truststore that cannot be loaded"),
        pytest.param(": keystore password was incorrect", "keystore_password_mismatch", id="password"),
        pytest.param(': Get Key failed: Cannot read the array length because "password" is null', "keystore_password_mismatch", id="no password"),
        pytest.param(": id.p12 (No such file or directory)", "keystore_unreadable", id="no file, JDK 25"),
        pytest.param("", "keystore_unreadable", id="no file, JDK 17"),
    ],
)  # fmt: skip
def test_java_that_cannot_load_its_own_stores(before: str, reason: str, cause: str) -> None:
    """As JDK 17 and 25 end when the system properties of a store are wrong: before anything is sent."""
    frames = "\tat java.base/javax.net.ssl.SSLSocketFactory.getDefault(SSLSocketFactory.java:83)\n"
    trace = f'Exception in thread "main" java.net.SocketException: {CONTEXT}\n{frames}Caused by: {CONTEXT}\n{frames}'
    assert causes(f"{before}{trace}Caused by: java.security.KeyManagementException{reason}\n{frames}") == [cause]


@pytest.mark.parametrize(
    ("line", "product"),
    [
        ("org.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed", "java"),
        ("io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record", "java"),
        ("System.Security.Authentication.AuthenticationException: The remote certificate is invalid", "dotnet"),
        ("AuthenticationException: The remote certificate is invalid", "dotnet"),
        ("requests.exceptions.SSLError: certificate verify failed (_ssl.c:1006)", "python"),
        ("it is what it is", ""),
    ],
)
def test_the_program_is_known_by_marks_of_its_own(line: str, product: str) -> None:
    assert product_of(line) == product


def test_connections_of_a_server_are_told_apart() -> None:
    assert causes("\n".join(NGINX.format(n=n) for n in (1, 2, 3))) == ["no_shared_cipher"] * 3


def test_real_server_logs() -> None:
    assert causes_of("plain_http_on_tls/server.log") == ["plaintext_client"]
    assert set(causes_of("tls_on_plain_http/server.log")) == {"plaintext_port"}
    assert "starttls_not_offered" in causes_of("ftps_no_auth_tls/server.log")


def test_a_log_that_tells_nothing_of_tls() -> None:
    assert read("2026-11-21 INFO started in 3 s\n2026-11-21 INFO 17 users\n") == []
    assert PARSER.sniff(b"\x00\x01\x02" * 100) == 0.0
