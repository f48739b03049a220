"""Wordings about the handshake itself, of many programs, and what they mean."""

from __future__ import annotations

from typing import Final

from chainaudit.evidence.phrases.book import phrases

HANDSHAKE: Final = phrases(
    (r"Insufficient buffer remaining for AEAD cipher fragment", "alert-in-clear", "server"),
    (
        (
            r"no shared cipher|no cipher suites in common|no cipher suite supported by both|no cipher match"
            r"|NO_SHARED_CIPHER|Could not negotiate a supported cipher suite|None of the client cipher suites"
            r"|SSL_ERROR_NO_CYPHER_OVERLAP|ERR_SSL_VERSION_OR_CIPHER_MISMATCH|SEC_E_ALGORITHM_MISMATCH"
            r"|0x80090331|no_ciphersuites_in_common|no ciphers? (?:in common|available)|NoCipherSuitesInCommon"
        ),
        "no-shared-cipher",
        "server",
    ),
    (r"No available authentication scheme", "no-usable-key", "server-only"),
    (
        (
            r"no suitable signature algorithm|NO_SUITABLE_SIGNATURE_ALGORITHM"
            r"|peer doesn't support any of the certificate's signature algorithms"
        ),
        "no-usable-key",
        "local",
    ),
    (
        (
            r"Client requested protocol \S+ is not enabled|are not accepted by server preferences"
            r"|client offered only unsupported versions"
        ),
        "version",
        "server",
    ),
    (
        (
            r"unsupported protocol\b|UNSUPPORTED_PROTOCOL|are not accepted by"
            r" client preferences|server selected unsupported protocol version"
            r"|TLS version .* not supported|unsupported SSL version"
            r"|not supported by (?:server|client) .*protocol|A packet with illegal or unsupported version"
            r"|PeerIncompatible\(.*(?:Tls1[23]|Version)|inappropriate protocol|protocol version not supported"
            r"|version too low|VERSION_TOO_LOW|no protocols available"
        ),
        "version",
        "local",
    ),
    (r"No appropriate protocol \(protocol is disabled", "own-version", "local"),
    (r"legacy sigalg disallowed|wrong signature type.*tls1", "legacy-signature", "local"),
    (r"inappropriate fallback", "fallback", "local"),
    (
        (
            r"Could not resolve host|Name or service not known|UnknownHostException|no such host"
            r"|getaddrinfo|nodename nor servname|Name does not resolve|\bENOTFOUND\b|NameResolutionError"
        ),
        "unresolved",
        "local",
    ),
    (
        (
            r"dh key too small|DH_KEY_TOO_SMALL|ephemeral Diffie-Hellman|DH ServerKeyExchange does not comply"
            r"|Diffie-Hellman prime .*(?:not acceptable|too small)|SSL_ERROR_WEAK_SERVER_EPHEMERAL_DH_KEY"
            r"|prime sent by the server is not acceptable"
        ),
        "dh-small",
        "local",
    ),
    (
        (
            r"unsafe legacy renegotiation|UNSAFE_LEGACY_RENEGOTIATION"
            r"|Failed to negotiate the use of secure renegotiation|Safe renegotiation failed"
            r"|SSL_ERROR_UNSAFE_NEGOTIATION"
        ),
        "legacy-renegotiation",
        "local",
    ),
    (
        r"no application protocol|NO_APPLICATION_PROTOCOL|client requested unsupported application protocols",
        "alpn",
        "local",
    ),
    (
        (
            r"unrecognized[_ ]name|UnrecognizedName|unrecognised name|Hostname .* provided via SNI.*(?:no|not)"
            r"|No hostname was provided via SNI for a name based virtual host"
        ),
        "name-unknown",
        "name",
    ),
    (
        (
            r"plain HTTP request was sent to HTTPS port|client sent plain HTTP request to HTTPS port"
            r"|client sent an HTTP request to an HTTPS server|speaking (?:plain )?HTTP to an SSL"
            r"|SSL_CTX.*http request$|:http request(?::|$|\))|HTTP_REQUEST\b"
            r"|first record does not look like a TLS handshake.*(?:remote|from)|HTTP spoken on HTTPS port"
            r"|plaintext HTTP|combination of host and port requires TLS|Is this a plaintext HTTP"
            r"|https proxy request|no pg_hba\.conf entry for host .*(?:SSL off|no encryption)"
        ),
        "plain-client",
        "server",
    ),
    (
        (
            r"(?:invalid method|bad request|method name|illegal character|unknown command|unrecognized"
            r" command|syntax error|malformed).*(?:\x16\x03|\\x16\\x03|\\u0016\\u0003|0x160x03|\\026\\003)"
            r"|illegal character CNTL=0x16|SSL/TLS? (?:hello|handshake|request) (?:received )?on (?:a )?plain"
        ),
        "plain-port",
        "local",
    ),
    (
        (
            r"wrong version number|WRONG_VERSION_NUMBER|Unsupported or unrecognized SSL message"
            r"|Unrecognized SSL message, plaintext connection|first record does not look like a TLS handshake"
            r"|server gave HTTP response to HTTPS client|An unexpected TLS packet was received|unknown protocol"
            r"|SSL_ERROR_RX_RECORD_TOO_LONG|ERR_SSL_PROTOCOL_ERROR|packet length too long"
            r"|The handshake failed due to an unexpected packet format|Cannot determine the frame size"
            r"|received record with version \S+ when expecting|record overflow.*plaintext|InvalidContentType"
            r"|not an SSL/TLS record|EPROTO.*wrong version|http request instead of"
        ),
        "not-tls",
        "local",
    ),
    (
        (
            r"handshake message \((?P<detail>\d+)\) exceeds the maximum allowed size"
            r"|TLS_ERR_FRAGMENT_CONSISTANCY|excessive message size|EXCESSIVE_MESSAGE_SIZE"
        ),
        "request-too-large",
        "local",
    ),
    (r"certificate chain length .* exceeds the maximum", "chain-invalid", "local"),
    (
        (
            r"peer did not return a certificate|PEER_DID_NOT_RETURN_A_CERTIFICATE|Empty client certificate chain"
            r"|null cert chain|No required SSL certificate was sent|client didn't provide a certificate"
            r"|tls: client didn't provide|Peer certificate required but not received"
            r"|client certificate (?:was )?(?:required|missing|not provided)"
            r"|No client certificate (?:was )?(?:sent|presented|provided)|certificate is required"
            r"|SSL client certificate required|ERR_BAD_SSL_CLIENT_AUTH_CERT|No certificate was found"
            r"|client sent no required SSL certificate|no peer certificate(?! available)"
        ),
        "no-client-certificate",
        "server",
    ),
    (
        (
            r"key values mismatch|KEY_VALUES_MISMATCH|private key does not match|unable to set private key"
            r"|error setting private key|X509_check_private_key"
        ),
        "key-mismatch",
        "local",
    ),
    (
        (
            r"private key (?:not found|is missing|file .*(?:missing|not found))|no private key assigned"
            r"|No private key found|could not load private key"
            r"|unable to load (?:client|server)? ?(?:certificate )?private key|0x8009030D|SEC_E_NO_CREDENTIALS"
            r"|0x8009030E"
        ),
        "no-private-key",
        "local",
    ),
    (
        (
            r"keystore password was incorrect|Keystore was tampered with, or password was incorrect"
            r"|Cannot recover key|failed to decrypt safe contents entry|mac verify failure|invalid password"
            r"|bad decrypt|bad password read|mac verify error|PKCS12_.*mac verify|password was incorrect"
            r"|Given final block not properly padded|The specified network password is not correct"
            r"|wrong password|Get Key failed"
        ),
        "bad-password",
        "local",
    ),
    (r"problem accessing trust ?store", "bad-truststore", "local"),
    (
        (
            r"KeyManagementException: .*\((?:No such file or directory|Permission denied|Is a directory"
            r"|The system cannot find)"
        ),
        "no-store",
        "local",
    ),
    (r"Error constructing implementation \(algorithm: \w+, provider: SunJSSE", "no-context", "local"),
    (
        (
            r"Invalid keystore format|toDerInputStream rejects tag type|DerInputStream\.getLength|no start line"
            r"|NO_START_LINE|could not load PEM|not enough data|Unrecognized keystore (?:entry|format)"
            r"|unable to load (?:client |server |CA )?certificate|error setting certificate(?! verify)"
            r"|could not load the certificate|not a PKCS|unable to use client certificate"
            r"|could not find certificate from|ASN1_CHECK_TLEN|Expecting: TRUSTED CERTIFICATE"
        ),
        "bad-store",
        "local",
    ),
    (
        (
            r"trustAnchors parameter must be non-empty|error setting certificate (?:verify locations|file)"
            r"|unable to load (?:CA|verify) (?:certificates|locations)|No CA certificates"
        ),
        "truststore-empty",
        "local",
    ),
    (
        (
            r"Connection refused|ECONNREFUSED|actively refused|No connection could be made|connect:errno=111\b"
            r"|errno=10061"
        ),
        "refused",
        "local",
    ),
    (
        (
            r"No route to host|Host is unreachable|EHOSTUNREACH|Network is unreachable|ENETUNREACH"
            r"|connect:errno=1(?:10|13|01)\b"
        ),
        "unreachable",
        "local",
    ),
    (
        (
            r"connect(?:ion)? timed? ?out|ETIMEDOUT|Read timed out|SocketTimeoutException|TLS handshake timeout"
            r"|handshake timed? ?out|(?:operation|request) timed out"
            r"|SSL connection timeout|Connection time-out|i/o timeout"
            r"|timeout (?:while|during|waiting).{0,20}(?:SSL|TLS|handshake)|HandshakeTimeout"
        ),
        "timeout",
        "local",
    ),
    (
        (
            r"Connection reset(?: by peer)?|ECONNRESET|connection was forcibly closed"
            r"|forcibly closed by the remote host|SSL_ERROR_SYSCALL.*errno:? ?104|(?:write|read):errno=104"
            r"|errno=10054|WSAECONNRESET|os error 104"
        ),
        "reset",
        "local",
    ),
    (
        (
            r"Remote host (?:terminated the handshake|closed connection during handshake)"
            r"|SSL peer shut down incorrectly|unexpected eof while reading|UNEXPECTED_EOF"
            r"|EOF occurred in violation of protocol|socket hang up"
            r"|Client network socket disconnected before secure TLS|tls handshake eof|read:errno=0\b"
            r"|write:errno=0\b|The TLS connection was non-properly terminated"
            r"|Received an unexpected EOF or 0 bytes|unexpected end of file.{0,20}handshake"
            r"|Connection closed (?:by peer|during (?:the )?(?:SSL|TLS) handshake)"
            r"|peer closed connection (?:in SSL handshake|without sending)|Empty reply from server"
            r"|SSL_ERROR_SYSCALL(?!.*104)"
            r"|PR_END_OF_FILE_ERROR|SSL_ERROR_ZERO_RETURN|connection closed prematurely"
            r"|lost connection after (?:STARTTLS|CONNECT)|remote error: EOF|: EOF$|\bBroken pipe\b|\bEPIPE\b"
            r"|write:errno=32\b|os error 32\b|Remote end closed connection without response|Server disconnected"
        ),
        "closed",
        "local",
    ),
    (
        r"decrypt error|DECRYPT_ERROR|Invalid (?:signature|CertificateVerify)|bad signature|wrong signature",
        "key-mismatch",
        "peer-key",
    ),
    (
        (
            r"did not advertise STARTTLS|STARTTLS is required but|(?:500"
            r"|502|504|530|534|431) .{0,40}(?:AUTH|TLS|SSL|STARTTLS)[^\n]*"
            r"|STARTTLS (?:is )?not (?:supported|offered|available)|server does not support (?:STARTTLS|SSL|TLS)"
            r"|Requested SSL level failed|didn't found starttls|STARTTLS extension not supported"
            r"|The server does not support SSL|must issue a STARTTLS"
        ),
        "starttls-refused",
        "starttls",
    ),
    (r"internal[_ ]error", "internal", "peer-internal"),
    (
        (
            r"handshake[_ ]failure|handshake failed|Handshake failed|SSLHandshakeException|SSL handshake failed"
            r"|TLS handshake failed|TLS handshake error|SSL_do_handshake\(\) failed|SSL Handshake failed"
        ),
        "failure",
        "local",
    ),
)
