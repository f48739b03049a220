# ruff: noqa: E501 - lines of logs stand as programs write them

from __future__ import annotations

import pytest

from tests.evidence.reading import conclude, read


@pytest.mark.parametrize(
    ("text", "cause", "refused_by"),
    [
        pytest.param("System.Security.Authentication.AuthenticationException: The remote certificate was rejected by the provided RemoteCertificateValidationCallback: RemoteCertificateNotAvailable", "client_cert_missing", "server", id=".net not available"),
        pytest.param("errors in the certificate chain: Revoked", "certificate_revoked", "client", id=".net revoked"),
        pytest.param("The remote certificate is invalid because of errors in the certificate chain: RevocationStatusUnknown, OfflineRevocation", "server_cert_rejected", "client", id=".net rev unk"),
        pytest.param("System.ComponentModel.Win32Exception (0x80090331): The client and server cannot communicate, because they do not possess a common algorithm", "no_shared_cipher", "server", id=".net algo"),
        pytest.param("System.ComponentModel.Win32Exception (0x80090308): The token supplied to the function is invalid", "plaintext_port", "client", id=".net token"),
        pytest.param("System.Net.WebException: The request was aborted: Could not create SSL/TLS secure channel.", "handshake_failure_unspecified", "unknown", id=".net ssl/tls channel"),
        pytest.param("System.Net.WebException: The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.", "server_cert_rejected", "client", id=".net trust"),
        pytest.param("System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send. ---> System.IO.IOException: Authentication failed because the remote party has closed the transport stream.", "closed_mid_handshake", "server", id=".net closed"),
        pytest.param("System.ServiceModel.Security.SecurityNegotiationException: Could not establish trust relationship for the SSL/TLS secure channel with authority 'svc.example.com'.", "server_cert_rejected", "client", id=".net wcf"),
        pytest.param("System.ServiceModel.Security.SecurityNegotiationException: Could not establish secure channel for SSL/TLS with authority 'svc.example.com'.", "handshake_failure_unspecified", "unknown", id=".net wcf2"),
        pytest.param("System.ServiceModel.Security.MessageSecurityException: The HTTP request was forbidden with client authentication scheme 'Anonymous'.", "client_cert_missing", "server", id=".net wcf anon"),
        pytest.param("System.NotSupportedException: The server mode SSL must use a certificate with the associated private key.", "key_mismatch", "server", id=".net server mode"),
        pytest.param("curl: (60) schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.", "unknown_ca", "client", id="curl schannel untrusted"),
        pytest.param("curl: (60) schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322) - The target principal name is incorrect.", "hostname_mismatch", "client", id="curl schannel name"),
        pytest.param("curl: (35) schannel: next InitializeSecurityContext failed: CRYPT_E_REVOCATION_OFFLINE (0x80092013) - The revocation function was unable to check revocation because the revocation server was offline.", "server_cert_rejected", "client", id="curl schannel rev"),
        pytest.param("curl: (35) schannel: next InitializeSecurityContext failed: CRYPT_E_NO_REVOCATION_CHECK (0x80092012) - The revocation function was unable to check revocation for the certificate.", "server_cert_rejected", "client", id="curl schannel norev"),
        pytest.param("schannel: next InitializeSecurityContext failed: CRYPT_E_REVOKED (0x80092010) - The certificate is revoked.", "certificate_revoked", "client", id="curl schannel revoked"),
        pytest.param("curl: (60) schannel: SEC_E_CERT_EXPIRED (0x80090328) - The received certificate has expired.", "certificate_expired", "client", id="curl schannel exp"),
        pytest.param("curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_ILLEGAL_MESSAGE (0x80090326) - This error usually occurs when a fatal SSL/TLS alert is received (e.g. handshake failed). More detail may be available in the Windows System event log.", "handshake_failure_unspecified", "unknown", id="curl schannel illegal"),
        pytest.param("curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_INVALID_TOKEN (0x80090308) - The token supplied to the function is invalid", "plaintext_port", "client", id="curl schannel token"),
        pytest.param("A fatal alert was generated and sent to the remote endpoint. This may result in termination of the connection. The TLS protocol defined fatal error code is 40. The Windows SChannel error state is 1205.", "no_shared_cipher", "server", id="win 36888"),
        pytest.param("An TLS 1.2 connection request was received from a remote client application, but none of the cipher suites supported by the client application are supported by the server. The TLS connection request has failed.", "no_shared_cipher", "server", id="win 36874"),
        pytest.param("The certificate received from the remote server was issued by an untrusted certificate authority. Because of this, none of the data contained in the certificate can be validated. The TLS connection request has failed. The attached data contains the server certificate.", "unknown_ca", "client", id="win 36882"),
        pytest.param("The certificate received from the remote server does not contain the expected name. It is therefore not possible to determine whether we are connecting to the correct server. The server name we were expecting is h.example.com. The TLS connection request has failed.", "hostname_mismatch", "client", id="win 36884"),
        pytest.param("The certificate received from the remote server has expired. The TLS connection request has failed.", "certificate_expired", "client", id="win 36881"),
        pytest.param("The certificate received from the remote server has been revoked. This means that the certificate authority that issued the certificate has invalidated it.", "certificate_revoked", "client", id="win 36883"),
        pytest.param("The certificate received from the remote server has not validated correctly. The error code is 0x80092013.", "server_cert_rejected", "client", id="win 36876"),
        pytest.param("The certificate received from the remote client application has not validated correctly. The error code is 0x800b0109. The attached data contains the client certificate.", "client_cert_rejected_unknown_ca", "server", id="win 36877"),
        pytest.param("A fatal error occurred when attempting to access the TLS server credential private key. The error code returned from the cryptographic module is 0x8009030D. The internal error state is 10001.", "key_mismatch", "server", id="win 36870"),
        pytest.param("The TLS server credential's certificate does not have a private key information property attached to it.", "key_mismatch", "server", id="win 36869"),
        pytest.param("A fatal error occurred while creating a TLS client credential. The internal error state is 10013.", "protocol_mismatch", "client", id="win 36871"),
        pytest.param("When asking for client authentication, this server sends a list of trusted certificate authorities to the client. The client uses this list to choose a client certificate that is trusted by the server. Currently, this server trusts so many certificate authorities that the list has grown too long.", "certificate_request_too_large", "server", id="win 36885"),
        pytest.param("WinHttpSendRequest failed: ERROR_WINHTTP_SECURE_FAILURE (12175)", "server_cert_rejected", "client", id="winhttp"),
        pytest.param("ERROR_INTERNET_SEC_CERT_CN_INVALID 12038", "hostname_mismatch", "client", id="wininet2"),
        pytest.param("HTTP Error 403.7 - Forbidden The page you are attempting to access requires your browser to have a Secure Sockets Layer (SSL) client certificate that the Web server recognizes.", "client_cert_missing", "server", id="iis 403.7"),
        pytest.param("HTTP Error 403.16 - Forbidden: Your client certificate is either not trusted or is invalid.", "client_cert_rejected_unknown_ca", "server", id="iis 403.16"),
        pytest.param("403.17 - Client certificate has expired or is not yet valid.", "client_cert_expired", "server", id="iis 403.17"),
        pytest.param("net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED", "client_cert_missing", "server", id="chrome2"),
        pytest.param('NSURLErrorDomain Code=-1202 "The certificate for this server is invalid. You might be connecting to a server that is pretending to be “h” which could put your confidential information at risk."', "server_cert_rejected", "client", id="apple"),
        pytest.param("An SSL error has occurred and a secure connection to the server cannot be made. (NSURLErrorDomain Code=-1200)", "handshake_failure_unspecified", "unknown", id="apple2"),
        pytest.param("A connection was successfully established with the server, but then an error occurred during the login process. (provider: SSL Provider, error: 0 - The certificate chain was issued by an authority that is not trusted.)", "unknown_ca", "client", id="mssql"),
        pytest.param("(provider: SSL Provider, error: 0 - The target principal name is incorrect.)", "hostname_mismatch", "client", id="mssql name"),
    ],
)  # fmt: skip
def test_wordings(text: str, cause: str, refused_by: str) -> None:
    """What Schannel, .NET, IIS, SQL Server, WinHTTP and Apple say, as documented or as seen in public reports, each line alone."""
    found = conclude(read(text))
    assert [(each.cause, each.refused_by) for each in found] == [(cause, refused_by)]
