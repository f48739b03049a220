"""Wordings of integration products: Oracle, SAP, IBM (WebSphere, Liberty, MQ, GSKit), F5, NetScaler."""

from __future__ import annotations

from typing import Final

from chainaudit.evidence.phrases.book import phrases

MIDDLEWARE: Final = phrases(
    # Oracle Database (Error Messages Reference, ORA-28750 to ORA-29250)
    (r"ORA-(?:24263|29003\d)\b|remote server does not match the target address", "host", "client"),
    (r"ORA-29048\b", "expired", "local"),
    (r"ORA-(?:29024|28791|29005|29001|29002)\b", "rejected", "local"),
    (r"ORA-(?:28759|28768|29113|29106|28781|28784)\b", "bad-store", "local"),
    (r"ORA-28788\b|ORA-28365\b", "bad-password", "local"),
    (r"ORA-28862\b|ORA-2886[03]\b|ORA-2885[78]\b|ORA-29223\b", "failure", "local"),
    (r"ORA-2886[45]\b", "closed", "local"),
    (r"ORA-28890\b", "no-shared-cipher", "local"),
    # SAP CommonCryptoLib and ICM (dev_icm)
    (r"SSSLERR_SERVER_CERT_MISMATCH|ICM_HTTP_SSL_CERT_MISMATCH", "host", "client"),
    (r"SSSLERR_PEER_CERT_EXPIRED", "expired", "local"),
    (
        (
            r"SSSLERR_PEER_CERT_UNTRUSTED|peer certificate \(chain\) is not trusted"
            r"|Failed to verify peer certificate\. Peer not trusted|SSSLERR_PEER_CERT"
        ),
        "issuer-unknown",
        "local",
    ),
    (r"SSSLERR_PSE_ERROR|SSSLERR_NO_PSE|SSSLERR_CRED", "bad-store", "local"),
    (r"SSSLERR_CONN_CLOSED", "closed", "local"),
    (r"SSSLERR_SSL_(?:CONNECT|ACCEPT|READ)|ICM_HTTP_SSL_ERROR|SapSSLSessionStart(?:NB)? failed", "failure", "local"),
    # IBM WebSphere and Liberty
    (r"CWPKI0824E", "host", "client"),
    (
        r"CWPKI0022E|CWPKI0428I|CWPKI0823E|[Ss]igner might need to be added to (?:the )?local trust",
        "issuer-unknown",
        "client",
    ),
    # IBM MQ and GSKit
    (r"AMQ9637|MQRQ_SSL_CLIENT_AUTH_ERROR|Channel is lacking a certificate", "no-client-certificate", "server"),
    (r"AMQ9636|MQRQ_SSL_PEER_NAME_ERROR|MQRC_SSL_PEER_NAME", "rejected", "local"),
    (r"AMQ9633|MQRC_SSL_CERTIFICATE_ERROR|GSK_(?:ERROR_)?BAD_CERT|GSK_ERROR_CERT_VALIDATION", "rejected", "local"),
    (
        r"AMQ96(?:31|35|41|14|16)|AMQ9639|MQRQ_SSL_CIPHER_SPEC_ERROR|GSK_(?:ERROR_)?NO_CIPHERS|SSL0222[EW]|AMQ9288",
        "no-shared-cipher",
        "local",
    ),
    (r"GSK_ERROR_UNSUPPORTED_PROTOCOL|GSK_ERROR_BAD_PROTOCOL", "version", "local"),
    (r"GSK_(?:INVALID_|ERROR_)?BAD_KEYFILE_PASSWORD|GSK_ERROR_BAD_KEYFILE_PASSWORD", "bad-password", "local"),
    (
        r"SSL0227E|Specified label could not be found|GSK_(?:ERROR_)?(?:BAD_KEYFILE_LABEL|NO_PRIVATE_KEY)|GSK_KEYFILE",
        "bad-store",
        "local",
    ),
    (r"GSK_ERROR_SOCKET_CLOSED", "closed", "local"),
    (
        r"AMQ9638|MQRC_SSL_INITIALIZATION_ERROR|MQRC_CHANNEL_SSL_ERROR|MQRQ_SSL_HANDSHAKE_ERROR|AMQ9771",
        "failure",
        "local",
    ),
    # load balancers
    (r"ssl_passthru\S*: not SSL|Connection error: .{0,60}not SSL", "plain-client", "server"),
    (r"Reason \"(?:Protocol version mismatch|[Uu]nsupported protocol)", "version", "local"),
    (r"Reason \"(?:[Nn]o shared cipher|No cipher|Cipher mismatch)", "no-shared-cipher", "local"),
    (r"certificate validation failed for .{1,200}: no issuer found", "issuer-unknown", "local"),
    (r"General SSLEngine problem|Client TLS handshake failed", "failure", "local"),
)
