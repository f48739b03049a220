# ruff: noqa: E501 - lines of logs stand as programs write them

from __future__ import annotations

import pytest

from tests.evidence.reading import conclude, read


@pytest.mark.parametrize(
    ("text", "cause", "refused_by"),
    [
        pytest.param("CWPKI0428I: The signer might need to be added to the local trust store. You can use the Retrieve from port option in the administrative console", "unknown_ca", "client", id="was CWPKI0428I"),
        pytest.param("[ERROR   ] CWPKI0823E: SSL HANDSHAKE FAILURE: A signer with SubjectDN [CN=h] was sent from the host [h:443]. The signer might need to be added to local trust store [trust.p12], located in SSL configuration alias [defaultSSLConfig]. The extended error message from the SSL handshake exception is: [unable to find valid certification path to requested target]", "unknown_ca", "client", id="liberty CWPKI0823E"),
        pytest.param("AMQ9633E: Bad SSL certificate for channel 'APP.SVRCONN'.", "server_cert_rejected", "client", id="mq"),
        pytest.param("AMQ9637E: Channel is lacking a certificate.", "client_cert_missing", "server", id="mq2"),
        pytest.param("AMQ9631E: The CipherSpec negotiated during the SSL handshake does not match the required CipherSpec for channel 'X'.", "no_shared_cipher", "client", id="mq3"),
        pytest.param("JMSCMQ0001: call failed with compcode '2' ('MQCC_FAILED') reason '2393' ('MQRC_SSL_INITIALIZATION_ERROR').", "handshake_failure_unspecified", "unknown", id="mq4"),
        pytest.param("AMQ9641E: Remote CipherSpec error for channel 'X' to host ''.", "no_shared_cipher", "client", id="mq5"),
        pytest.param("GSK_ERROR_BAD_CERT (414)", "server_cert_rejected", "client", id="gskit 414"),
        pytest.param("GSK_ERROR_NO_CIPHERS (402)", "no_shared_cipher", "client", id="gskit 402"),
        pytest.param("SSL0222W: SSL Handshake Failed, No ciphers specified (no shared ciphers or no shared protocols).", "no_shared_cipher", "client", id="gskit"),
        pytest.param('ORA-29273: HTTP request failed\nORA-06512: at "SYS.UTL_HTTP", line 380\nORA-29024: Certificate validation failure', "server_cert_rejected", "client", id="oracle 29024"),
        pytest.param("ORA-28759: failure to open file", "client_cert_bad_format", "client", id="oracle 28759"),
        pytest.param("ORA-28860: Fatal SSL error", "handshake_failure_unspecified", "unknown", id="oracle 28860"),
        pytest.param("ORA-28862: SSL connection failed", "handshake_failure_unspecified", "unknown", id="oracle 28862"),
        pytest.param("ORA-28864: SSL connection closed gracefully", "closed_mid_handshake", "server", id="oracle 28864"),
        pytest.param("ORA-29106: Cannot import PKCS #12 wallet.", "client_cert_bad_format", "client", id="oracle 29106"),
        pytest.param("ORA-28858: SSL protocol error", "handshake_failure_unspecified", "unknown", id="oracle 28858"),
        pytest.param("ORA-28857: Unknown SSL error", "handshake_failure_unspecified", "unknown", id="oracle 28857"),
        pytest.param("ORA-29005: The certificate is invalid.", "server_cert_rejected", "client", id="oracle 29005"),
        pytest.param("ORA-29113: Cannot access attributes from a PKCS #12 key bag.", "client_cert_bad_format", "client", id="oracle 29113"),
        pytest.param("ORA-24263: Certificate of the remote server does not match the target address.", "hostname_mismatch", "client", id="oracle 24263"),
        pytest.param("ORA-28865: SSL connection closed", "closed_mid_handshake", "server", id="oracle 28865"),
        pytest.param("ORA-29048: Certificate has expired", "certificate_expired", "client", id="oracle 29048"),
        pytest.param("ORA-28791: certificate verification failure", "server_cert_rejected", "client", id="oracle 28791"),
        pytest.param("[Thr 140] *** ERROR during SecuSSL_SessionStart() from SSL_connect()==SSL_ERROR_SSL\n[Thr 140]    SecuSSL_SessionStart: SSSLERR_PEER_CERT_UNTRUSTED (-102)", "unknown_ca", "client", id="sap SSSLERR"),
        pytest.param("SSSLERR_SERVER_CERT_MISMATCH (-30)", "hostname_mismatch", "client", id="sap host"),
        pytest.param("IcmConnInitClientSSL: SapSSLSessionStart failed (-57): SSSLERR_SSL_CONNECT", "handshake_failure_unspecified", "unknown", id="sap conn"),
        pytest.param("SapSSLSessionStartNB()==SSSLERR_SSL_ACCEPT", "handshake_failure_unspecified", "unknown", id="sap accept"),
        pytest.param("SSSLERR_PSE_ERROR (-40)", "client_cert_bad_format", "client", id="sap pse"),
        pytest.param("SSSLERR_CONN_CLOSED (-10)", "closed_mid_handshake", "server", id="sap closed"),
        pytest.param("Failed to verify peer certificate. Peer not trusted.", "unknown_ca", "client", id="sap 12 failed"),
        pytest.param("org.mule.extension.http.api.error.HttpRequestFailedException: HTTP GET on resource 'https://h:443/' failed: Remotely closed.\nCaused by: javax.net.ssl.SSLHandshakeException: General SSLEngine problem\nCaused by: sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target", "unknown_ca", "client", id="mule"),
        pytest.param("HTTP POST on resource 'https://h' failed: General SSLEngine problem", "handshake_failure_unspecified", "unknown", id="mule2"),
        pytest.param("01260009:4: Connection error: ssl_passthru:3925: not SSL (40)", "plaintext_client", "server", id="f5 b"),
        pytest.param('SSLLOG SSL_HANDSHAKE_FAILURE 123 0 : SPCBId 1 - ClientIP 10.0.0.9 - ClientPort 1234 - VserverServiceIP 10.0.0.1 - VserverServicePort 443 - ClientVersion TLSv1.0 - CipherSuite "" - Reason "Protocol version mismatch"', "protocol_mismatch", "client", id="netscaler"),
        pytest.param("x-amzn: Client TLS handshake failed", "handshake_failure_unspecified", "unknown", id="aws nlb"),
        pytest.param("[0x80e00161][ssl][error] valcred(x): tid(1): certificate validation failed for '/CN=client' against 'vc': no issuer found", "unknown_ca", "client", id="datapower"),
    ],
)  # fmt: skip
def test_wordings(text: str, cause: str, refused_by: str) -> None:
    """What Oracle, SAP, IBM and load balancers say, as documented or as seen in public reports, each line alone."""
    found = conclude(read(text))
    assert [(each.cause, each.refused_by) for each in found] == [(cause, refused_by)]
