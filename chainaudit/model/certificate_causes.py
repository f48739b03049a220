"""Causes that lie in a certificate, a chain or a store; names are part of the JSON document."""

from __future__ import annotations

from typing import Final

from chainaudit.model.cause_shape import Cause

SERVER_CERTIFICATE_CAUSES: Final = (
    Cause(
        "unknown_ca",
        "The client does not know the authority behind the server's certificate",
        "The presented chain ends at an issuer that is not in the client's truststore.",
        "client",
        "import-anchor",
    ),
    Cause(
        "incomplete_chain",
        "The server does not send its intermediate certificates",
        "The presented chain stops before an authority that the client trusts; the missing issuers belong in the"
        " server's chain, not in every client's truststore.",
        "server",
        "append-issuer",
    ),
    Cause(
        "self_signed",
        "The server's certificate is self-signed and not trusted",
        "The certificate has no issuer but itself, and the client has not been told to trust it.",
        "either",
        "import-anchor",
        "reissue",
    ),
    Cause(
        "certificate_expired",
        "The server's certificate has expired",
        "The moment of the connection lies behind the end of the certificate's validity.",
        "server",
        "renew",
    ),
    Cause(
        "intermediate_expired",
        "An issuing certificate in the server's chain has expired",
        "The certificate itself may be valid, but one of its issuers, as presented, is not.",
        "server",
        "replace-anchor",
        "append-issuer",
    ),
    Cause(
        "certificate_not_yet_valid",
        "The server's certificate is not valid yet",
        "The moment of the connection lies before the start of validity: a new certificate was deployed early, or a"
        " clock is wrong.",
        "either",
        "fix-clock",
        "reissue",
    ),
    Cause(
        "hostname_mismatch",
        "The certificate is not for the host that the client asked for",
        "None of the names in the certificate is the name by which the client connects.",
        "server",
        "correct-name",
        "reissue",
    ),
    Cause(
        "cn_only_no_san",
        "The certificate names its host in the common name alone",
        "Verifiers that follow RFC 9525 (Go, browsers) look at subjectAltName only.",
        "server",
        "reissue",
    ),
    Cause(
        "wrong_eku",
        "The certificate is not meant for this use",
        "Its extended key usage or key usage does not allow the role it is used in.",
        "either",
        "reissue",
    ),
    Cause(
        "weak_chain",
        "A key or signature in the chain is too weak for the verifier",
        "An RSA key under 2048 bits, or a signature with SHA-1 or MD5, is below the verifier's floor.",
        "server",
        "reissue",
    ),
    Cause(
        "x509_v1_ca",
        "An issuing certificate is not marked as a CA (X.509 version 1)",
        "An intermediate without basicConstraints cA=TRUE may not issue certificates (RFC 5280 6.1.4).",
        "server",
        "reissue",
    ),
    Cause(
        "chain_invalid",
        "The server's chain is not valid",
        "The client found a fault in the chain that the evidence does not name more closely.",
        "server",
        "look-at-peer",
        "gather-evidence",
    ),
    Cause(
        "chain_wrong_order",
        "The server's chain is out of order",
        "Each certificate must be followed by its issuer (RFC 5246 7.4.2); strict clients refuse otherwise.",
        "server",
        "reorder",
    ),
    Cause(
        "chain_leaf_not_first",
        "The server's own certificate is not the first of its chain",
        "The first certificate must be the server's own; clients judge the first one they get.",
        "server",
        "reorder",
    ),
    Cause(
        "chain_extra_cert",
        "The server's chain holds certificates that do not belong to it",
        "Some clients refuse a chain with unrelated certificates.",
        "server",
        "remove-certificate",
    ),
    Cause(
        "chain_contains_root",
        "The server sends the root along with its chain",
        "A root in the chain is useless weight: the client trusts its own copy or none.",
        "server",
        "remove-certificate",
    ),
    Cause(
        "server_cert_rejected",
        "The client rejects the server's certificate",
        "The client refused what the server presented; the evidence does not tell which fault it found.",
        "client",
        "look-at-peer",
        "import-anchor",
    ),
    Cause(
        "certificate_revoked",
        "The certificate has been revoked",
        "The issuer has withdrawn the certificate (CRL or OCSP).",
        "either",
        "reissue",
    ),
    Cause(
        "truststore_empty",
        "The truststore holds no anchor",
        "The verifier's truststore is empty, missing, or of another type than configured.",
        "either",
        "import-anchor",
        "check-password",
    ),
)
"""What a client refuses a server for."""

CLIENT_CERTIFICATE_CAUSES: Final = (
    Cause(
        "client_cert_missing",
        "The server requires a client certificate and got none",
        "The client answered the request with an empty list: no certificate is configured for this connection.",
        "client",
        "send-client-certificate",
    ),
    Cause(
        "client_cert_issuer_not_in_ca_list",
        "The client's certificate is not from an authority that the server lists",
        "The server names the authorities it accepts; the client's issuer is not among them.",
        "either",
        "send-client-certificate",
        "add-authority",
    ),
    Cause(
        "client_cert_rejected_unknown_ca",
        "The server does not know the authority behind the client's certificate",
        "The issuer of the client's certificate is not in the server's truststore.",
        "server",
        "add-authority",
    ),
    Cause(
        "client_cert_expired",
        "The client's certificate has expired",
        "The server refuses a client certificate whose validity is over.",
        "client",
        "renew",
    ),
    Cause(
        "client_chain_incomplete",
        "The client does not send its intermediate certificates",
        "The server knows the root but not the issuer between, which the client has to send.",
        "client",
        "append-issuer",
    ),
    Cause(
        "client_cert_bad_format",
        "The client's certificate is stored in a form that its software cannot use",
        "The certificate was imported in another encoding than the software reads (PEM for DER).",
        "client",
        "convert-format",
    ),
    Cause(
        "client_key_missing",
        "The client has a certificate but not its private key",
        "Without the private key the certificate cannot be used, so none is sent or the start fails.",
        "client",
        "import-key",
    ),
    Cause(
        "client_cert_rejected",
        "The server rejects the client's certificate",
        "The server refused what the client presented; the evidence does not tell which fault it found.",
        "server",
        "look-at-peer",
        "add-authority",
    ),
    Cause(
        "key_mismatch",
        "The private key does not belong to the certificate",
        "The proof of possession fails: certificate and key come from different requests.",
        "either",
        "import-key",
    ),
    Cause(
        "keystore_password_mismatch",
        "The password of the keystore or key is not the configured one",
        "The key cannot be decrypted, so it cannot be used.",
        "either",
        "check-password",
    ),
    Cause(
        "keystore_unreadable",
        "A keystore or certificate file cannot be read",
        "The file is missing, empty, or of another format than configured.",
        "either",
        "convert-format",
        "check-password",
    ),
    Cause(
        "certificate_request_too_large",
        "The server's list of authorities is larger than the client takes",
        "The CertificateRequest exceeds the client's limit for a handshake message.",
        "either",
        "reduce-authorities",
    ),
)
"""What a server refuses a client for, and stores that cannot be used."""
