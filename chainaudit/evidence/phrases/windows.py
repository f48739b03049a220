"""Wordings of Windows: Schannel (events and codes, Microsoft Learn), .NET, WCF, IIS, SQL Server, WinHTTP; of Apple."""

from __future__ import annotations

from typing import Final

from chainaudit.evidence.phrases.book import phrases

WINDOWS: Final = phrases(
    (r"received from the remote server was issued by an untrusted certificate authority", "issuer-unknown", "client"),
    (r"certificate chain was issued by an authority that is not trusted", "issuer-unknown", "client"),
    (
        (
            r"received from the remote server does not contain the expected name|target principal name is incorrect"
            r"|ERROR_INTERNET_SEC_CERT_CN_INVALID"
        ),
        "host",
        "client",
    ),
    (
        (
            r"received from the remote server has (?:either )?expired|ERROR_INTERNET_SEC_CERT_DATE_INVALID"
            r"|received certificate has expired"
        ),
        "validity",
        "client",
    ),
    (
        (
            r"received from the remote server has been revoked|CRYPT_E_REVOKED|0x80092010\b|\bchain: Revoked\b"
            r"|ERROR_INTERNET_SEC_CERT_REVOKED"
        ),
        "revoked",
        "local",
    ),
    (
        (
            r"CRYPT_E_REVOCATION_OFFLINE|CRYPT_E_NO_REVOCATION_CHECK|0x8009201[23]\b|RevocationStatusUnknown"
            r"|OfflineRevocation|unable to check revocation"
        ),
        "revocation-unknown",
        "local",
    ),
    (
        (
            r"received from the remote client application (?:has not validated correctly[^\n]*0x800b0109"
            r"|was not successfully mapped)|client certificate is either not trusted"
        ),
        "issuer-unknown",
        "server",
    ),
    (r"received from the remote client application (?:has not validated|is not suitable)", "rejected", "server"),
    (r"received from the remote server has not validated", "rejected", "client"),
    (r"\b403\.17\b|Client certificate has expired or is not yet valid", "expired", "server"),
    (r"\b403\.1[36]\b.{0,40}[Cc]ertificate", "rejected", "server"),
    (
        (
            r"\b403\.7\b.{0,40}(?:Forbidden|certificate)|client authentication scheme 'Anonymous'"
            r"|RemoteCertificateNotAvailable|ERR_SSL_CLIENT_AUTH_CERT_NEEDED|ERROR_INTERNET_CLIENT_AUTH_CERT_NEEDED"
            r"|requested TLS client authentication, but no suitable"
        ),
        "no-client-certificate",
        "server",
    ),
    (
        (
            r"none of the cipher suites supported by the client application are supported"
            r"|SChannel error state is 1205\b|internal error state is 1205\b|do not possess a common algorithm"
        ),
        "no-shared-cipher",
        "server",
    ),
    (r"No supported cipher suites were found when initiating", "no-shared-cipher", "client"),
    (
        r"fatal error occurred while creating a(?:n| TLS)?[^\n]{0,20} credential[^\n]*10013\b",
        "own-version",
        "local",
    ),
    (
        (
            r"server credential's certificate does not have a private key|access the (?:TLS|SSL) server credential"
            r" private key|server mode SSL must use a certificate with the (?:associated|corresponding) private key"
            r"|No suitable default server credential"
        ),
        "no-private-key",
        "server",
    ),
    (r"client credential's certificate does not have a private key", "no-private-key", "client"),
    (r"trusts so many certificate authorities that the list has grown too long", "request-too-large", "server"),
    (r"SEC_E_INVALID_TOKEN|0x80090308\b|token supplied to the function is invalid", "not-tls", "local"),
    (
        (
            r"remote party has closed the transport stream|underlying connection was closed: (?:An unexpected error"
            r"|The connection was closed unexpectedly)"
        ),
        "closed",
        "local",
    ),
    (
        (
            r"Could not establish trust relationship for the SSL|\binvalid CA\b.*12045|ERROR_INTERNET_INVALID_CA"
            r"|ERROR_WINHTTP_SECURE_FAILURE|NSURLErrorDomain Code=-120[12]\b|certificate for this server is invalid"
            r"|trust relationship between .{0,40}certificate"
        ),
        "rejected",
        "client",
    ),
    (
        (
            r"Could not create SSL/TLS secure channel|Could not establish secure channel for SSL"
            r"|SEC_E_ILLEGAL_MESSAGE|NSURLErrorDomain Code=-1200|A secure connection to the server cannot be made"
            r"|An SSL error has occurred"
        ),
        "failure",
        "local",
    ),
)
