"""Wordings about certificates, of many programs, and what they mean; the particular stands before the general."""

from __future__ import annotations

from typing import Final

from chainaudit.evidence.phrases.book import phrases

OPENSSL_VERIFY: Final[dict[int, str]] = {
    2: "issuer-unknown", 7: "chain-invalid", 9: "not-yet-valid", 10: "expired", 18: "self-signed",
    19: "self-signed-in-chain", 20: "issuer-unknown", 21: "only-leaf", 22: "chain-invalid", 23: "revoked",
    24: "not-a-ca", 25: "chain-invalid", 26: "purpose", 27: "issuer-unknown", 28: "rejected", 32: "not-a-ca",
    34: "chain-invalid", 37: "chain-invalid", 47: "chain-invalid", 62: "host", 63: "host", 64: "host", 66: "weak",
    67: "weak", 68: "weak", 79: "not-a-ca",
}  # fmt: skip
"""Numbers of X509_V_ERR to meanings."""

VERIFY: Final = phrases(
    (r"unable to get (?:local )?issuer certificate", "issuer-unknown", "local"),
    (r"unable to verify the first certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE", "only-leaf", "local"),
    (
        r"self[- ]signed certificate in (?:certificate )?chain|SELF_SIGNED_CERT_IN_CHAIN",
        "self-signed-in-chain",
        "local",
    ),
    (r"UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?", "issuer-unknown", "local"),
    (
        (
            r"\bself[- ]signed certificate\b(?! in)|DEPTH_ZERO_SELF_SIGNED_CERT"
            r"|MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT"
        ),
        "self-signed",
        "local",
    ),
    (r"certificate has expired or is not yet valid: current time \S+ is before", "not-yet-valid", "local"),
    (r"certificate has expired or is not yet valid", "expired", "local"),
    (
        (
            r"(?:EE|CA) certificate key too weak|ca md too weak|ee key too small"
            r"|CA signature digest algorithm too weak"
        ),
        "weak",
        "local",
    ),
    (
        (
            r"insecure algorithm (?:SHA1|MD5)|WEAK_SIGNATURE_ALGORITHM|CERT_SIGNATURE_ALGORITHM_DISABLED"
            r"|_INADEQUATE_KEY_SIZE|ERR_CERT_WEAK_KEY"
        ),
        "weak",
        "local",
    ),
    (r"chain uses insecure algorithm|Algorithm constraints check failed", "weak", "local"),
    (
        (
            r"certificate has expired|CERT_HAS_EXPIRED|SEC_ERROR_EXPIRED_CERTIFICATE|CERT_E_EXPIRED|0x800B0101"
            r"|SEC_E_CERT_EXPIRED|0x80090328|chain uses expired certificate|certificate (?:is )?expired(?! \()"
            r"|invalid peer certificate: (?:Expired|CertExpired)"
        ),
        "expired",
        "local",
    ),
    (r"SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE", "intermediate-expired", "local"),
    (
        (
            r"certificate is not yet valid|CERT_NOT_YET_VALID|chain uses not yet valid|NotValidYet"
            r"|_NOT_YET_VALID_CERTIFICATE"
        ),
        "not-yet-valid",
        "local",
    ),
    (r"NotTimeValid|ERR_CERT_DATE_INVALID", "validity", "local"),
    (r"CertificateExpiredException", "expired", "local"),
    (r"CertificateNotYetValidException", "not-yet-valid", "local"),
    (r"PKIX path validation failed.*validity check failed|validity check failed", "validity", "local"),
    (
        (
            r"invalid CA certificate|this is not a CA certificate|(?<!INTERNET_)INVALID_CA\b"
            r"|not authorized to sign other certificates|issuer is not a CA|SEC_ERROR_CA_CERT_INVALID"
            r"|_V1_CERT_USED_AS_CA|is not a CA certificate|keyCertSign bit is not set|pathLenConstraint violated"
        ),
        "not-a-ca",
        "local",
    ),
    (
        (
            r"unsuitable certificate purpose|unsupported certificate purpose|INVALID_PURPOSE"
            r"|Extended key usage does not permit|incompatible key usage|does not match the intended purpose"
            r"|SEC_ERROR_INADEQUATE_(?:KEY_USAGE|CERT_TYPE)|CERT_E_WRONG_USAGE|0x800B0110|NotValidForUsage"
            r"|KeyUsage does not allow|Netscape cert type does not permit|Key usage violation in certificate"
            r"|InvalidPurpose"
        ),
        "purpose",
        "local",
    ),
    (
        (
            r"certificate revoked|certificate has been revoked|CERT_REVOKED|SEC_ERROR_REVOKED_CERTIFICATE"
            r"|CertificateRevokedException"
        ),
        "revoked",
        "local",
    ),
    (r"unable to find valid certification path", "issuer-unknown", "local"),
    (r"Path does not chain with any of the trust anchors", "issuer-unknown", "local"),
    (r"PKIX path building failed(?!.*unable to find valid)(?!.*validity check)", "issuer-unknown", "local"),
    (
        (
            r"client CA chain cannot be verified|unable to locally verify the issuer"
            r"|certificate signed by unknown authority|certificate is signed by an unknown|issuer is unknown"
            r"|SEC_ERROR_UNKNOWN_ISSUER|SEC_E_UNTRUSTED_ROOT|0x80090325|CERT_E_UNTRUSTEDROOT|0x800B0109"
            r"|CERT_E_CHAINING|0x800B010A|\bUntrustedRoot\b|ERR_CERT_AUTHORITY_INVALID|untrusted issuer"
            r"|UnknownIssuer|certificate is not trusted(?!\. +The )|CERT_UNTRUSTED"
        ),
        "issuer-unknown",
        "local",
    ),
    (r"\bPartialChain\b", "only-leaf", "local"),
    (
        (
            r"No subject alternative (?:DNS )?names? (?:matching (?:IP address )?(?P<detail>\S+) found|present)"
            r"|No name matching (?P<detail2>\S+) found"
        ),
        "host",
        "local",
    ),
    (r"certificate relies on legacy Common Name field", "no-san", "local"),
    (
        (
            r"hostname mismatch|Hostname mismatch, certificate is not valid for '(?P<detail>[^']+)'"
            r"|no alternative certificate subject name matches target (?:host name|hostname|ipv4 address|ipv6"
            r" address)(?: '(?P<detail2>[^']+)')?"
            r"|ERR_TLS_CERT_ALTNAME_INVALID|Hostname/IP does not match certificate's altnames"
            r"|certificate is valid for .+, not (?P<detail3>\S+)"
            r"|not valid for any names, but wanted to match (?P<detail4>\S+)|doesn't contain any IP SANs"
            r"|ip address mismatch|IP address mismatch"
        ),
        "host",
        "local",
    ),
    (
        (
            r"RemoteCertificateNameMismatch|SEC_E_WRONG_PRINCIPAL|0x80090322|CERT_E_CN_NO_MATCH|0x800B010F"
            r"|SSL_ERROR_BAD_CERT_DOMAIN|ERR_CERT_COMMON_NAME_INVALID|name in the certificate does not match"
            r"|NotValidForName|certificate peername verification failed"
            r"|doesn't match requested host name|does not match target host name"
            r"|doesn't match (?:the host|either of)"
            r"|(?:host ?name|Host name) '?(?P<detail>[\w.-]+)'? (?:does not|doesn't) match"
        ),
        "host",
        "local",
    ),
    (
        (
            r"Invalid certificate chain|signature check failed|certificate signature failure"
            r"|CERT_SIGNATURE_FAILURE|name constraints check failed|unrecognized critical extension"
            r"|unhandled critical extension|is not authorized to sign for this name|too many intermediates"
            r"|path length constraint exceeded|permitted subtree violation"
        ),
        "chain-invalid",
        "local",
    ),
    (
        (
            r"certificate (?:is )?not trusted(?! by)|x509_verify_cert\(\) returned|anchored by a distrusted"
            r"|RemoteCertificateChainErrors|CERTIFICATE_VERIFY_FAILED(?!\])"
            r"|[Cc]ertificate verify failed(?!:? ?\((?!_ssl))|The remote certificate (?:is invalid|was rejected)"
            r"|Server certificate rejected by ChainVerifier|certificate rejected"
            r"|Verification of server certificate failed|certificate could not be verified"
        ),
        "rejected",
        "local",
    ),
)
