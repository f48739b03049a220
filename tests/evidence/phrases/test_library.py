# ruff: noqa: E501 - lines of logs stand as programs write them

from __future__ import annotations

import pytest

from tests.evidence.reading import conclude, read


@pytest.mark.parametrize(
    ("text", "cause", "refused_by"),
    [
        pytest.param("org.eclipse.jetty.http.BadMessageException: 400: Invalid SNI", "sni_unrecognized", "client", id="jetty sni"),
        pytest.param("io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 485454502f312e312034303020", "plaintext_port", "client", id="netty not ssl"),
        pytest.param("io.netty.handler.codec.DecoderException: io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 474554202f20485454502f312e31", "plaintext_client", "server", id="netty notssl http request"),
        pytest.param("javax.net.ssl.SSLPeerUnverifiedException: Certificate for <api.example.com> doesn't match any of the subject alternative names: [www.example.com]", "hostname_mismatch", "client", id="java host"),
        pytest.param("javax.net.ssl.SSLPeerUnverifiedException: Hostname api.example.com not verified:\n    certificate: sha256/abc=\n    DN: CN=www.example.com\n    subjectAltNames: [www.example.com]", "hostname_mismatch", "client", id="okhttp host"),
        pytest.param("java.io.IOException: HTTPS hostname wrong:  should be <10.0.0.5>", "hostname_mismatch", "client", id="java HTTPS hostname wrong"),
        pytest.param("javax.net.ssl.SSLPeerUnverifiedException: Certificate pinning failure!\n  Peer certificate chain:\n    sha256/afwiKY3RxoMmLkuRW1l7QsPZTJPwDS2pdDROQjXw8ig=: CN=publicobject.com", "server_cert_rejected", "client", id="okhttp pinning"),
        pytest.param("java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.", "unknown_ca", "client", id="android trust anchor"),
        pytest.param("Caused by: java.security.cert.CertPathValidatorException: Could not determine revocation status", "server_cert_rejected", "client", id="java rev undetermined"),
        pytest.param("java.io.FileNotFoundException: /etc/ssl/keystore.jks (No such file or directory)\n\tat sun.security.ssl.SSLContextImpl$DefaultManagersHolder.<clinit>(SSLContextImpl.java:1)", "client_cert_bad_format", "client", id="java no file"),
        pytest.param("java.security.InvalidAlgorithmParameterException: Prime size must be multiple of 64, and can only range from 512 to 1024 (inclusive)", "dh_key_too_small", "client", id="java dh old"),
        pytest.param("javax.net.ssl.SSLException: java.lang.RuntimeException: Could not generate DH keypair", "dh_key_too_small", "client", id="java dh2"),
        pytest.param("javax.net.ssl.SSLHandshakeException: The server selected protocol version TLS10 is not accepted by client preferences [TLS13, TLS12]", "protocol_mismatch", "client", id="java protocol"),
        pytest.param("javax.net.ssl.SSLProtocolException: handshake alert:  unrecognized_name", "sni_unrecognized", "client", id="java sni"),
        pytest.param("javax.net.ssl.SSLProtocolException: Unrecognized server name indication", "sni_unrecognized", "client", id="java SNI matcher"),
        pytest.param("javax.net.ssl.SSLHandshakeException: No matching application layer protocol values", "no_application_protocol", "server", id="java alpn srv"),
        pytest.param("tls: failed to find any PEM data in certificate input", "client_cert_bad_format", "client", id="go pem"),
        pytest.param("tls: failed to find any PEM data in key input", "client_key_missing", "client", id="go key pem"),
        pytest.param("x509: invalid signature: parent certificate cannot sign this kind of certificate", "x509_v1_ca", "client", id="go ca"),
        pytest.param("x509: certificate is not standards compliant", "chain_invalid", "client", id="go not std"),
        pytest.param("OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /etc/ca.pem", "truststore_empty", "client", id="py caempty"),
        pytest.param("certificate verify failed: Basic Constraints of CA cert not marked critical (_ssl.c:1028)", "chain_invalid", "client", id="py bc"),
        pytest.param("ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Missing Authority Key Identifier (_ssl.c:1028)", "chain_invalid", "client", id="py missing aki"),
        pytest.param("curl: (60) server certificate verification failed. CAfile: /etc/ssl/certs/ca-certificates.crt CRLfile: none", "server_cert_rejected", "client", id="curl gnutls"),
        pytest.param("curl: (60) Peer's Certificate issuer is not recognized.", "unknown_ca", "client", id="curl nss"),
        pytest.param("* NSS error -8179 (SEC_ERROR_UNKNOWN_ISSUER)\n* Peer's Certificate issuer is not recognized.", "unknown_ca", "client", id="curl nss2"),
        pytest.param("curl: (35) Cannot communicate securely with peer: no common encryption algorithm(s).", "no_shared_cipher", "client", id="curl nss3"),
        pytest.param("curl: (51) Unable to communicate securely with peer: requested domain name does not match the server's certificate.", "hostname_mismatch", "client", id="curl nss4"),
        pytest.param("* NSS error -12190 (SSL_ERROR_PROTOCOL_VERSION_ALERT)\n* Peer reports incompatible or unsupported protocol version.", "protocol_mismatch", "server", id="curl nss5"),
        pytest.param("curl: (60) Peer's Certificate has expired.", "certificate_expired", "client", id="curl nss exp"),
        pytest.param("curl: (58) NSS: client certificate not found (nickname not specified)", "client_cert_bad_format", "client", id="curl nss58"),
        pytest.param("curl: (77) CA signer not available for verification", "unknown_ca", "client", id="curl wolfssl"),
        pytest.param("SSL_connect failed with error -188: ASN no signer error to confirm failure", "unknown_ca", "client", id="curl wolf2"),
        pytest.param('\tsubject alt name(s) or common name do not match "h.example.com"', "hostname_mismatch", "client", id="curl wolf3"),
        pytest.param("curl: (35) Unknown SSL protocol error in connection to h:-9824", "handshake_failure_unspecified", "unknown", id="curl sectrans2"),
        pytest.param("SSLRead() return error -9806", "closed_mid_handshake", "server", id="curl sectrans3"),
        pytest.param("curl: (60) Cert verify failed: BADCERT_NOT_TRUSTED", "unknown_ca", "client", id="curl mbedtls"),
        pytest.param("Cert verify failed: BADCERT_CN_MISMATCH", "hostname_mismatch", "client", id="mbedtls cn"),
        pytest.param("mbedTLS: ssl_handshake returned - X509 - Certificate verification failed: BADCERT_EXPIRED", "certificate_expired", "client", id="mbedtls exp"),
        pytest.param("curl: (90) SSL: public key does not match pinned public key", "server_cert_rejected", "client", id="curl 90"),
        pytest.param("curl: (91) No OCSP response received", "server_cert_rejected", "client", id="curl 91"),
        pytest.param("ERROR: cannot verify h.example.com's certificate, issued by ‘CN=Corp CA’:\n  Unable to locally verify the issuer's authority.\nTo connect to h.example.com insecurely, use `--no-check-certificate'.", "unknown_ca", "client", id="wget openssl"),
        pytest.param("ERROR: cannot verify h's certificate, issued by ‘CN=h’:\n  Self-signed certificate encountered.", "self_signed", "client", id="wget openssl self"),
        pytest.param("ERROR: cannot verify h's certificate, issued by ‘CN=ca’:\n  Issued certificate has expired.", "certificate_expired", "client", id="wget exp"),
        pytest.param("ERROR: no certificate subject alternative name matches\n\trequested host name ‘h.example.com’.", "hostname_mismatch", "client", id="wget name"),
        pytest.param("ERROR: certificate common name ‘www.example.com’ doesn't match requested host name ‘h.example.com’.", "hostname_mismatch", "client", id="wget name2"),
        pytest.param("2026-11-21 10:11:12 TLS error on connection from mail.example [10.0.0.3] (gnutls_handshake): No supported cipher suites have been found.", "no_shared_cipher", "server", id="exim"),
        pytest.param("268435436:SSL routines:OPENSSL_internal:NO_COMMON_SIGNATURE_ALGORITHMS", "no_shared_cipher", "client", id="envoy7"),
        pytest.param("connection failed: root certificate file \"/var/lib/app/.postgresql/root.crt\" does not exist\nEither provide the file, use the system's trusted roots with sslrootcert=system, or change sslmode to disable server certificate verification.", "truststore_empty", "client", id="psql root"),
        pytest.param('{tls_alert,{handshake_failure,"TLS server: In state hello at tls_handshake.erl:1 generated SERVER ALERT: Fatal - Handshake Failure\\n no_suitable_ciphers"}}', "no_shared_cipher", "server", id="rabbit4"),
        pytest.param("TLS server: In state hello at tls_record.erl:532 generated SERVER ALERT: Fatal - Unexpected Message\n - {unsupported_record_type,65}", "plaintext_client", "server", id="rabbit5"),
        pytest.param("TLS client: In state certify at ssl_handshake.erl:2111 generated CLIENT ALERT: Fatal - Handshake Failure\n - {bad_cert,hostname_check_failed}", "hostname_mismatch", "client", id="rabbit6"),
        pytest.param('{error,{options,{keyfile,"key.pem",{error,enoent}}}}', "client_key_missing", "client", id="erl opts"),
        pytest.param('[11/21/26 10:11:12:123 UTC] 00000042 WSX509TrustMa E   CWPKI0022E: SSL HANDSHAKE FAILURE:  A signer with SubjectDN "CN=h.example.com, O=X, C=US" was sent from target host:port "h.example.com:443".  The signer might need to be added to local trust store "/opt/IBM/trust.p12", located in SSL configuration alias "NodeDefaultSSLSettings" loaded from SSL configuration file "security.xml".  The extended error message from the SSL handshake exception is: "PKIX path building failed: java.security.cert.CertPathBuilderException: PKIXCertPathBuilderImpl could not build a valid CertPath.; internal cause is: \n\tjava.security.cert.CertPathValidatorException: The certificate issued by CN=CA is not trusted; internal cause is: \n\tjava.security.cert.CertPathValidatorException: Certificate chaining error".', "unknown_ca", "client", id="was CWPKI0022E"),
        pytest.param("CWPKI0824E: SSL HANDSHAKE FAILURE: Host name verification error while connecting to host [h]. The host name used to access the server does not match the server certificate's [SAN [dnsName:x]].", "hostname_mismatch", "client", id="liberty CWPKI0824E"),
        pytest.param("com.ibm.jsse2.util.j: No trusted certificate found", "unknown_ca", "client", id="ibm jsse2"),
        pytest.param("http: TLS handshake error from 10.0.0.9:1234: no certificate available for 'x.example.com'", "sni_unrecognized", "server", id="caddy"),
        pytest.param("ERR_CERT_REVOKED", "certificate_revoked", "client", id="chrome3"),
        pytest.param("routines:tls_process_initial_server_flight:invalid status response", "server_cert_rejected", "client", id="openssl ocsp"),
        pytest.param("peer is incompatible: ServerDoesNotSupportTls12Or13", "protocol_mismatch", "client", id="rust3"),
        pytest.param("invalid peer certificate contents: invalid peer certificate: CaUsedAsEndEntity", "chain_invalid", "client", id="rust5"),
        pytest.param('The driver could not establish a secure connection to SQL Server by using Secure Sockets Layer (SSL) encryption. Error: "The server selected protocol version TLS10 is not accepted by client preferences [TLS12]".', "protocol_mismatch", "client", id="mssql jdbc tls1"),
    ],
)  # fmt: skip
def test_wordings(text: str, cause: str, refused_by: str) -> None:
    """What TLS libraries and their clients say, as documented or as seen in public reports, each line alone."""
    found = conclude(read(text))
    assert [(each.cause, each.refused_by) for each in found] == [(cause, refused_by)]
