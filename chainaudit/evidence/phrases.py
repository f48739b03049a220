"""Wordings of many programs and what they mean; seeds are measured (docs/explanation/diagnosis.md) or from sources.

A phrase is (pattern, meaning, who found it). ``local`` is the program that writes the log, ``remote`` its peer; a side
is named where the words themselves tell it. The first group ``detail`` of a pattern, where it has one, is kept.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class Phrase(NamedTuple):
    """A wording: its compiled pattern, its meaning (see `chainaudit.evidence.rules.wording`), who found it."""

    pattern: re.Pattern[str]
    meaning: str
    who: str


def _phrases(*rows: tuple[str, str, str]) -> tuple[Phrase, ...]:
    return tuple(Phrase(re.compile(pattern, re.IGNORECASE), meaning, who) for pattern, meaning, who in rows)


OPENSSL_VERIFY: Final[dict[int, str]] = {
    2: "issuer-unknown", 7: "chain-invalid", 9: "not-yet-valid", 10: "expired", 18: "self-signed",
    19: "self-signed-in-chain", 20: "issuer-unknown", 21: "only-leaf", 22: "chain-invalid", 23: "revoked",
    24: "not-a-ca", 25: "chain-invalid", 26: "purpose", 27: "issuer-unknown", 28: "rejected", 32: "not-a-ca",
    34: "chain-invalid", 37: "chain-invalid", 47: "chain-invalid", 62: "host", 63: "host", 64: "host", 66: "weak",
    67: "weak", 68: "weak", 79: "not-a-ca",
}  # fmt: skip
"""Numbers of X509_V_ERR to meanings."""

VERIFY: Final = _phrases(
    (r"unable to get (?:local )?issuer certificate", "issuer-unknown", "local"),
    (r"unable to verify the first certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE", "only-leaf", "local"),
    (r"self[- ]signed certificate in (?:certificate )?chain|SELF_SIGNED_CERT_IN_CHAIN", "self-signed-in-chain", "local"),
    (r"UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?", "issuer-unknown", "local"),
    (r"\bself[- ]signed certificate\b(?! in)|DEPTH_ZERO_SELF_SIGNED_CERT|MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT", "self-signed", "local"),
    (r"certificate has expired or is not yet valid: current time \S+ is before", "not-yet-valid", "local"),
    (r"certificate has expired or is not yet valid", "expired", "local"),
    (r"(?:EE|CA) certificate key too weak|ca md too weak|ee key too small|CA signature digest algorithm too weak", "weak", "local"),
    (r"insecure algorithm (?:SHA1|MD5)|WEAK_SIGNATURE_ALGORITHM|CERT_SIGNATURE_ALGORITHM_DISABLED|_INADEQUATE_KEY_SIZE|ERR_CERT_WEAK_KEY", "weak", "local"),
    (r"chain uses insecure algorithm|Algorithm constraints check failed", "weak", "local"),
    (r"certificate has expired|CERT_HAS_EXPIRED|SEC_ERROR_EXPIRED_CERTIFICATE|CERT_E_EXPIRED|0x800B0101|SEC_E_CERT_EXPIRED|0x80090328|chain uses expired certificate|certificate (?:is )?expired(?! \()|invalid peer certificate: Expired", "expired", "local"),
    (r"SEC_ERROR_EXPIRED_ISSUER_CERTIFICATE", "intermediate-expired", "local"),
    (r"certificate is not yet valid|CERT_NOT_YET_VALID|chain uses not yet valid|NotValidYet|_NOT_YET_VALID_CERTIFICATE", "not-yet-valid", "local"),
    (r"NotTimeValid|ERR_CERT_DATE_INVALID", "validity", "local"),
    (r"CertificateExpiredException", "expired", "local"),
    (r"CertificateNotYetValidException", "not-yet-valid", "local"),
    (r"PKIX path validation failed.*validity check failed|validity check failed", "validity", "local"),
    (r"invalid CA certificate|this is not a CA certificate|INVALID_CA\b|not authorized to sign other certificates|issuer is not a CA|SEC_ERROR_CA_CERT_INVALID|_V1_CERT_USED_AS_CA|is not a CA certificate|keyCertSign bit is not set|pathLenConstraint violated", "not-a-ca", "local"),
    (r"unsuitable certificate purpose|unsupported certificate purpose|INVALID_PURPOSE|Extended key usage does not permit|incompatible key usage|does not match the intended purpose|SEC_ERROR_INADEQUATE_(?:KEY_USAGE|CERT_TYPE)|CERT_E_WRONG_USAGE|0x800B0110|NotValidForUsage|KeyUsage does not allow|Netscape cert type does not permit|Key usage violation in certificate|InvalidPurpose", "purpose", "local"),
    (r"certificate revoked|certificate has been revoked|CERT_REVOKED|SEC_ERROR_REVOKED_CERTIFICATE|CertificateRevokedException", "revoked", "local"),
    (r"unable to find valid certification path", "issuer-unknown", "local"),
    (r"Path does not chain with any of the trust anchors", "issuer-unknown", "local"),
    (r"PKIX path building failed(?!.*unable to find valid)(?!.*validity check)", "issuer-unknown", "local"),
    (r"certificate signed by unknown authority|certificate is signed by an unknown|issuer is unknown|SEC_ERROR_UNKNOWN_ISSUER|SEC_E_UNTRUSTED_ROOT|0x80090325|CERT_E_UNTRUSTEDROOT|0x800B0109|CERT_E_CHAINING|0x800B010A|\bUntrustedRoot\b|ERR_CERT_AUTHORITY_INVALID|untrusted issuer|UnknownIssuer|certificate is not trusted|CERT_UNTRUSTED", "issuer-unknown", "local"),
    (r"\bPartialChain\b", "only-leaf", "local"),
    (r"No subject alternative (?:DNS )?names? (?:matching (?:IP address )?(?P<detail>\S+) found|present)|No name matching (?P<detail2>\S+) found", "host", "local"),
    (r"certificate relies on legacy Common Name field", "no-san", "local"),
    (r"hostname mismatch|Hostname mismatch, certificate is not valid for '(?P<detail>[^']+)'|no alternative certificate subject name matches target (?:host name|hostname|ipv4 address|ipv6 address)(?: '(?P<detail2>[^']+)')?|ERR_TLS_CERT_ALTNAME_INVALID|Hostname/IP does not match certificate's altnames|certificate is valid for .+, not (?P<detail3>\S+)|not valid for any names, but wanted to match (?P<detail4>\S+)|doesn't contain any IP SANs|ip address mismatch|IP address mismatch", "host", "local"),
    (r"RemoteCertificateNameMismatch|SEC_E_WRONG_PRINCIPAL|0x80090322|CERT_E_CN_NO_MATCH|0x800B010F|SSL_ERROR_BAD_CERT_DOMAIN|ERR_CERT_COMMON_NAME_INVALID|name in the certificate does not match|NotValidForName|certificate peername verification failed|does not match target host name|doesn't match (?:the host|either of)|(?:host ?name|Host name) '?(?P<detail>[\w.-]+)'? (?:does not|doesn't) match", "host", "local"),
    (r"Invalid certificate chain|signature check failed|certificate signature failure|CERT_SIGNATURE_FAILURE|name constraints check failed|unrecognized critical extension|unhandled critical extension|is not authorized to sign for this name|too many intermediates|path length constraint exceeded|permitted subtree violation", "chain-invalid", "local"),
    (r"RemoteCertificateChainErrors|CERTIFICATE_VERIFY_FAILED(?!\])|[Cc]ertificate verify failed(?!:? ?\()|The remote certificate (?:is invalid|was rejected)|Server certificate rejected by ChainVerifier|certificate rejected|Verification of server certificate failed|certificate could not be verified", "rejected", "local"),
)  # fmt: skip

HANDSHAKE: Final = _phrases(
    (r"Insufficient buffer remaining for AEAD cipher fragment", "alert-in-clear", "server"),
    (r"no shared cipher|no cipher suites in common|no cipher suite supported by both|no cipher match|NO_SHARED_CIPHER|Could not negotiate a supported cipher suite|None of the client cipher suites|SSL_ERROR_NO_CYPHER_OVERLAP|ERR_SSL_VERSION_OR_CIPHER_MISMATCH|SEC_E_ALGORITHM_MISMATCH|0x80090331|no_ciphersuites_in_common|no ciphers? (?:in common|available)|NoCipherSuitesInCommon", "no-shared-cipher", "local"),
    (r"No available authentication scheme", "no-usable-key", "server-only"),
    (r"no suitable signature algorithm|NO_SUITABLE_SIGNATURE_ALGORITHM|peer doesn't support any of the certificate's signature algorithms", "no-usable-key", "local"),
    (r"unsupported protocol\b|UNSUPPORTED_PROTOCOL|are not accepted by (?:server|client) preferences|client offered only unsupported versions|server selected unsupported protocol version|TLS version .* not supported|unsupported SSL version|not supported by (?:server|client) .*protocol|A packet with illegal or unsupported version|PeerIncompatible\(.*(?:Tls1[23]|Version)|inappropriate protocol|protocol version not supported|version too low|VERSION_TOO_LOW|no protocols available", "version", "local"),
    (r"No appropriate protocol \(protocol is disabled", "own-version", "local"),
    (r"legacy sigalg disallowed|wrong signature type.*tls1", "legacy-signature", "local"),
    (r"inappropriate fallback", "fallback", "local"),
    (r"dh key too small|DH_KEY_TOO_SMALL|ephemeral Diffie-Hellman|DH ServerKeyExchange does not comply|Diffie-Hellman prime .*(?:not acceptable|too small)|SSL_ERROR_WEAK_SERVER_EPHEMERAL_DH_KEY|prime sent by the server is not acceptable", "dh-small", "local"),
    (r"unsafe legacy renegotiation|UNSAFE_LEGACY_RENEGOTIATION|Failed to negotiate the use of secure renegotiation|Safe renegotiation failed|SSL_ERROR_UNSAFE_NEGOTIATION", "legacy-renegotiation", "local"),
    (r"no application protocol|NO_APPLICATION_PROTOCOL|client requested unsupported application protocols", "alpn", "local"),
    (r"unrecognized[_ ]name|UnrecognizedName|unrecognised name|Hostname .* provided via SNI.*(?:no|not)|No hostname was provided via SNI for a name based virtual host", "name-unknown", "name"),
    (r"plain HTTP request was sent to HTTPS port|client sent plain HTTP request to HTTPS port|client sent an HTTP request to an HTTPS server|speaking (?:plain )?HTTP to an SSL|SSL_CTX.*http request$|:http request(?::|$|\))|HTTP_REQUEST\b|first record does not look like a TLS handshake.*(?:remote|from)|HTTP spoken on HTTPS port|plaintext HTTP|combination of host and port requires TLS|Is this a plaintext HTTP|https proxy request", "plain-client", "server"),
    (r"(?:invalid method|bad request|method name|illegal character|unknown command|unrecognized command|syntax error|malformed).*(?:\x16\x03|\\x16\\x03|\\u0016\\u0003|0x160x03|\\026\\003)|illegal character CNTL=0x16|SSL/TLS? (?:hello|handshake|request) (?:received )?on (?:a )?plain", "plain-port", "local"),
    (r"wrong version number|WRONG_VERSION_NUMBER|Unsupported or unrecognized SSL message|Unrecognized SSL message, plaintext connection|first record does not look like a TLS handshake|server gave HTTP response to HTTPS client|An unexpected TLS packet was received|unknown protocol|SSL_ERROR_RX_RECORD_TOO_LONG|ERR_SSL_PROTOCOL_ERROR|packet length too long|The handshake failed due to an unexpected packet format|Cannot determine the frame size|received record with version \S+ when expecting|record overflow.*plaintext|InvalidContentType|not an SSL/TLS record|EPROTO.*wrong version|http request instead of", "not-tls", "local"),
    (r"handshake message \((?P<detail>\d+)\) exceeds the maximum allowed size|TLS_ERR_FRAGMENT_CONSISTANCY|excessive message size|EXCESSIVE_MESSAGE_SIZE", "request-too-large", "local"),
    (r"certificate chain length .* exceeds the maximum", "chain-invalid", "local"),
    (r"peer did not return a certificate|PEER_DID_NOT_RETURN_A_CERTIFICATE|Empty client certificate chain|null cert chain|No required SSL certificate was sent|client didn't provide a certificate|tls: client didn't provide|Peer certificate required but not received|client certificate (?:was )?(?:required|missing|not provided)|No client certificate (?:was )?(?:sent|presented|provided)|certificate is required|SSL client certificate required|ERR_BAD_SSL_CLIENT_AUTH_CERT|No certificate was found|client sent no required SSL certificate|no peer certificate(?! available)", "no-client-certificate", "server"),
    (r"key values mismatch|KEY_VALUES_MISMATCH|private key does not match|unable to set private key|error setting private key|X509_check_private_key", "key-mismatch", "local"),
    (r"private key (?:not found|is missing|file .*(?:missing|not found))|no private key assigned|No private key found|could not load private key|unable to load (?:client|server)? ?(?:certificate )?private key|0x8009030D|SEC_E_NO_CREDENTIALS|0x8009030E", "no-private-key", "local"),
    (r"keystore password was incorrect|Keystore was tampered with, or password was incorrect|Cannot recover key|failed to decrypt safe contents entry|mac verify failure|invalid password|bad decrypt|bad password read|mac verify error|PKCS12_.*mac verify|password was incorrect|Given final block not properly padded|The specified network password is not correct|wrong password", "bad-password", "local"),
    (r"Invalid keystore format|toDerInputStream rejects tag type|DerInputStream\.getLength|no start line|NO_START_LINE|could not load PEM|not enough data|Unrecognized keystore (?:entry|format)|unable to load (?:client |server |CA )?certificate|error setting certificate|could not load the certificate|not a PKCS|unable to use client certificate|could not find certificate from|ASN1_CHECK_TLEN|Expecting: TRUSTED CERTIFICATE", "bad-store", "local"),
    (r"trustAnchors parameter must be non-empty|error setting certificate (?:verify locations|file)|unable to load (?:CA|verify) (?:certificates|locations)|No CA certificates", "truststore-empty", "local"),
    (r"Connection refused|ECONNREFUSED|actively refused|No connection could be made|connect:errno=111\b|errno=10061", "refused", "local"),
    (r"No route to host|Host is unreachable|EHOSTUNREACH|Network is unreachable|ENETUNREACH|connect:errno=1(?:10|13|01)\b", "unreachable", "local"),
    (r"connect(?:ion)? timed? ?out|ETIMEDOUT|Read timed out|SocketTimeoutException|TLS handshake timeout|handshake timed? ?out|operation timed out|SSL connection timeout|Connection time-out|i/o timeout|timeout (?:while|during|waiting).{0,20}(?:SSL|TLS|handshake)|HandshakeTimeout", "timeout", "local"),
    (r"Connection reset(?: by peer)?|ECONNRESET|connection was forcibly closed|forcibly closed by the remote host|SSL_ERROR_SYSCALL.*errno:? ?104|(?:write|read):errno=104|errno=10054|WSAECONNRESET|os error 104", "reset", "local"),
    (r"Remote host (?:terminated the handshake|closed connection during handshake)|SSL peer shut down incorrectly|unexpected eof while reading|UNEXPECTED_EOF|EOF occurred in violation of protocol|socket hang up|Client network socket disconnected before secure TLS|tls handshake eof|read:errno=0\b|write:errno=0\b|ssl handshake failure$|The TLS connection was non-properly terminated|Received an unexpected EOF or 0 bytes|unexpected end of file.{0,20}handshake|Connection closed (?:by peer|during (?:the )?(?:SSL|TLS) handshake)|peer closed connection (?:in SSL handshake|without sending)|Empty reply from server|PR_END_OF_FILE_ERROR|SSL_ERROR_ZERO_RETURN|connection closed prematurely|lost connection after (?:STARTTLS|CONNECT)|remote error: EOF|: EOF$", "closed", "local"),
    (r"decrypt error|DECRYPT_ERROR|Invalid (?:signature|CertificateVerify)|bad signature|wrong signature", "key-mismatch", "peer-key"),
    (r"(?:500|502|504|530|534|431) .{0,40}(?:AUTH|TLS|SSL|STARTTLS)[^\n]*|STARTTLS (?:is )?not (?:supported|offered|available)|server does not support (?:STARTTLS|SSL|TLS)|Requested SSL level failed|didn't found starttls|STARTTLS extension not supported|The server does not support SSL|must issue a STARTTLS", "starttls-refused", "starttls"),
    (r"internal[_ ]error", "internal", "peer-internal"),
    (r"handshake[_ ]failure|handshake failed|Handshake failed|SSLHandshakeException|SSL handshake failed|TLS handshake failed|TLS handshake error|SSL_do_handshake\(\) failed|SSL Handshake failed", "failure", "local"),
)  # fmt: skip
