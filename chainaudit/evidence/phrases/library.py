"""Wordings of TLS libraries beside OpenSSL: GnuTLS, NSS, mbed TLS, wolfSSL, rustls, Erlang, Go, Java."""

from __future__ import annotations

from typing import Final

from chainaudit.evidence.phrases.book import phrases

LIBRARIES: Final = phrases(
    # GnuTLS (lib/errors.c), wget and curl with it
    (
        r"The certificate of .{1,80} has expired|^The certificate has expired|Issued certificate has expired",
        "expired",
        "client",
    ),
    (
        r"certificate has not yet been activated|is not yet activated|Issued certificate not yet valid",
        "not-yet-valid",
        "client",
    ),
    (r"The certificate of .{1,80} has been revoked|certificate chain is revoked", "revoked", "client"),
    (r"signed using an insecure algorithm", "weak", "client"),
    (r"doesn['’]t have a known issuer|Unable to locally verify the issuer", "issuer-unknown", "client"),
    (r"Self-signed certificate encountered", "self-signed", "client"),
    (
        (
            r"certificate's owner does not match hostname .?(?P<detail>[\w.-]+)"
            r"|no certificate subject alternative name matches|requested host name .{1,80}\."
        ),
        "host",
        "client",
    ),
    (r"server certificate verification failed\. CAfile", "rejected", "client"),
    (
        r"No supported cipher suites have been found|Insufficient credentials for that request",
        "no-shared-cipher",
        "server",
    ),
    (r"No common application protocol could be negotiated|No matching application layer protocol", "alpn", "server"),
    (r"Error in the (?:pull|push) function", "closed", "local"),
    (r"^error receiving '", "starttls-refused", "starttls"),
    (r"no suitable key share|no suitable groups|no shared groups?", "no-shared-cipher", "server"),
    (
        r"Could not (?:open file or uri for loading|find|read) (?:client |server |CA )?certificate",
        "bad-store",
        "local",
    ),
    (
        r"Could not (?:open file or uri for loading|find|read) (?:client |server )?private key",
        "no-private-key",
        "local",
    ),
    (r"Error in the certificate(?: verification)?\.", "rejected", "local"),
    (r"Unsafe renegotiation denied", "legacy-renegotiation", "local"),
    (r"certificate and the given key do not match", "key-mismatch", "local"),
    (r"No or insufficient priorities were set", "own-version", "local"),
    (
        (
            r"OCSP status is missing|requires the server to include an OCSP status|invalid status response"
            r"|No OCSP response received|OCSP response is invalid"
        ),
        "revocation-unknown",
        "client",
    ),
    # NSS (SSLerrs.h, SECerrs.h) as curl and others print it
    (
        r"Peer's Certificate issuer is not recognized|[Cc]ertificate issuer has been marked as not trusted",
        "issuer-unknown",
        "local",
    ),
    (r"Peer's Certificate has expired", "expired", "local"),
    (
        r"no common encryption algorithm|unsupported protocol version for peer|NO_COMMON_SIGNATURE_ALGORITHMS",
        "no-shared-cipher",
        "local",
    ),
    (r"requested domain name does not match the server's certificate", "host", "client"),
    (r"incompatible or unsupported protocol version", "version", "local"),
    (r"NSS: client certificate not found|unable to find (?:client )?certificate with nickname", "bad-store", "client"),
    # mbed TLS, wolfSSL, Secure Transport
    (r"BADCERT_CN_MISMATCH|common name do not match|DOMAIN_NAME_MISMATCH", "host", "client"),
    (r"BADCERT_EXPIRED|ASN_AFTER_DATE_E|ASN date error, current date after", "expired", "local"),
    (r"BADCERT_FUTURE|ASN_BEFORE_DATE_E|ASN date error, current date before", "not-yet-valid", "local"),
    (r"BADCERT_REVOKED|CRL_CERT_REVOKED", "revoked", "local"),
    (r"BADCERT_(?:BAD_MD|BAD_KEY|BAD_PK)", "weak", "local"),
    (r"BADCERT_(?:KEY_USAGE|EXT_KEY_USAGE)", "purpose", "local"),
    (r"BADCERT_NOT_TRUSTED|ASN no signer error|ASN_NO_SIGNER_E|CA signer not available", "issuer-unknown", "local"),
    (r"SSL protocol error in connection to \S+-98(?:06|05|16)\b|return error -98(?:06|05|16)\b", "closed", "local"),
    (r"SSL protocol error in connection to|return error -98\d\d\b", "failure", "local"),
    # Erlang's ssl
    (r"\{bad_cert,\s*\{?hostname_check_failed", "host", "client"),
    (r"\{bad_cert,\s*selfsigned_peer", "self-signed", "local"),
    (r"\{bad_cert,\s*(?:unknown_ca|root_cert_expired)", "issuer-unknown", "local"),
    (r"\{bad_cert,\s*cert_expired", "expired", "local"),
    (r"\{bad_cert,\s*\{revoked|cert_revoked", "revoked", "local"),
    (r"\{bad_cert,\s*\{?(?:invalid_ext_key_?usage|key_usage_mismatch|invalid_key_usage)", "purpose", "local"),
    (
        r"no_suitable_ciphers|insufficient_crypto_knowledge|no_suitable_signature_algorithm",
        "no-shared-cipher",
        "server",
    ),
    (r"unsupported_record_type,\s*\d", "not-tls", "local"),
    (r"\{keyfile,.{0,120}\benoent\b", "no-private-key", "local"),
    (r"\{(?:certfile|cacertfile),.{0,120}\benoent\b", "bad-store", "local"),
    # Go
    (r"parent certificate cannot sign this kind of certificate", "not-a-ca", "local"),
    (r"certificate is not standards compliant", "chain-invalid", "local"),
    (r"failed to find any PEM data in certificate|failed to find \"CERTIFICATE\" PEM block", "bad-store", "local"),
    (
        r"failed to find any PEM data in key|failed to find PEM block with type ending in \"PRIVATE KEY\"",
        "no-private-key",
        "local",
    ),
    (r"no certificate available for '", "name-unknown", "server"),
    # rustls
    (r"ServerDoesNotSupportTls1|peer doesn't support any known protocol", "version", "local"),
    (
        r"CaUsedAsEndEntity|UnsupportedCertVersion|PathLenConstraintViolated|NameConstraintViolation",
        "chain-invalid",
        "local",
    ),
    # Java: older releases, other providers, clients
    (r"server selected protocol version \S+ is not accepted by client preferences", "version", "client"),
    (r"handshake alert: +unrecognized_name|Unrecognized server name indication|Invalid SNI\b", "name-unknown", "name"),
    (
        (
            r"doesn't match any of the subject alternative names|HTTPS hostname wrong"
            r"|Hostname (?P<detail>[\w.-]+) not verified|Host name verification error"
        ),
        "host",
        "client",
    ),
    (r"Certificate pinning failure|does not match pinned public key|pinned public key", "pinned", "client"),
    (
        (
            r"Trust anchor for certification path not found|No trusted certificate found"
            r"|could not build a valid CertPath|The certificate issued by .{1,200} is not trusted"
        ),
        "issuer-unknown",
        "local",
    ),
    (
        (
            r"Could not determine revocation status|Unable to determine revocation status"
            r"|revocation status of the certificate|UNDETERMINED_REVOCATION_STATUS"
        ),
        "revocation-unknown",
        "local",
    ),
    (r"Could not generate DH keypair|Prime size must be multiple of 64", "dh-small", "client"),
    (
        (
            r"(?:FileNotFound|NoSuchFile)Exception: \S{0,200}(?:\.jks|\.p12|\.pfx|\.pem|\.crt|\.cer|\.key"
            r"|keystore|truststore|cacerts)"
        ),
        "bad-store",
        "local",
    ),
    (r"UnresolvedAddressException", "unresolved", "local"),
    (r"java\.net\.ConnectException$", "not-connected", "local"),
    (r"not an SSL/TLS record: (?:474554|504f5354|48454144|505554|4f5054|434f4e4e)", "plain-client", "server"),
    (r"not an SSL/TLS record: 48545450", "not-tls", "client"),
    (
        (
            r"Basic Constraints of CA cert not marked critical|Missing (?:Authority|Subject) Key Identifier"
            r"|CA cert does not include key usage"
        ),
        "chain-invalid",
        "local",
    ),
    (
        r"Could not find a suitable TLS CA certificate bundle|root certificate file .{1,200} does not exist",
        "truststore-empty",
        "local",
    ),
)
