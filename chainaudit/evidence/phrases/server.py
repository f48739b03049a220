"""Wordings of servers and their clients: mail, directories, databases, messaging, proxies, FTP."""

from __future__ import annotations

from typing import Final

from chainaudit.evidence.phrases.book import phrases

SERVERS: Final = phrases(
    # plain HTTP to a port of TLS, as clients tell of it: what came back is a TLS alert
    (
        (
            r"(?:BadStatusLine|malformed HTTP|[Ii]nvalid [Hh]ttp response).{0,40}(?:\\x15\\x03|\\u0015\\u0003|\x15\x03)"
            r"|rawPacket: <Buffer 15 03 0[0-4]"
        ),
        "plain-client",
        "server",
    ),
    (r"Received HTTP/0\.9 when not allowed", "not-http", "client"),
    # proxies on the way
    (
        (
            r"CONNECT tunnel failed|from proxy after CONNECT|Unable to tunnel through proxy|Proxy tunneling failed"
            r"|HTTP CONNECT failed|Tunnel connection failed: \d{3}|tunneling socket could not be established"
            r"|proxy tunnel request to proxy .{1,200} failed"
            r"|proxyconnect tcp: .{0,200}(?:Forbidden|Authentication Required)"
        ),
        "proxy-refused",
        "local",
    ),
    # web servers and proxies
    (
        (
            r"upstream SSL certificate does not match|Peer certificate does not match for hostname"
            r"|verify SAN list|Subject checks failed|did not match expected CN"
        ),
        "host",
        "client",
    ),
    (r"no SNI was provided\) and hostname|SSL Error: no SNI", "name-unknown", "server"),
    (
        (
            r"Certificate and private key \S+ from .{1,300} do not match|AH02565"
            r"|could not load private key file .server\.key"
        ),
        "key-mismatch",
        "server",
    ),
    (
        (
            r"speaking HTTP to HTTPS port|received plaintext (?:http )?traffic"
            r"|configured to only allow SSL connections|confidentiality required"
            r"|Connections using insecure transport are prohibited"
            r"|could not accept SSL connection: http request|SSSLERR_NO_SSL_REQUEST"
        ),
        "plain-client",
        "server",
    ),
    (r"did not trust this server's certificate", "rejected", "client"),
    (r"no client certificate CA names sent.*rejected|Certificate not found in local repository", "rejected", "local"),
    (
        (
            r"connecting to a PLAINTEXT|Invalid receive \(size = (?:369|352|370)\d{6} larger"
            r"|received TLS ClientHello on plain"
        ),
        "plain-port",
        "local",
    ),
    (r"SSL is required, but the server does not support it", "starttls-refused", "starttls"),
    # mail
    (r"not designated for use as a CA", "not-a-ca", "local"),
    (
        (
            r"TLS is required, but was not offered|TLS session is required, but the server did not offer"
            r"|server did not offer TLS|does not support FTP over TLS"
            r"|SSL is required but the server doesn't support it"
            r"|server does not support SSL, but SSL was required|Didn't find STARTTLS|unsupported extended operation"
            r"|SSL is not enabled on the server"
        ),
        "starttls-refused",
        "starttls",
    ),
    (r"Server certificate not (?:verified|trusted)|peer cert untrusted or revoked", "rejected", "client"),
    (r"Invalid certificate: self[- ]signed|Invalid certificate: unable to get", "issuer-unknown", "server"),
    (r"Invalid certificate: .{0,80}expired", "expired", "server"),
    (r"cannot load (?:RSA|DSA|ECDSA)? ?certificate|cannot load certificate", "bad-store", "server"),
    (r"client does not support any cipher from", "no-shared-cipher", "server"),
    # databases and directories
    (
        (
            r"server certificate for .{1,200} does not match host name|hostname does not match CN"
            r"|hostname .{1,200} does not match the server|Host name does not match the certificate"
        ),
        "host",
        "client",
    ),
    (
        (
            r"connection requires a valid client certificate|No SSL certificate provided by peer"
            r"|SSL peer certificate not provided"
        ),
        "no-client-certificate",
        "server",
    ),
    (r"client certificate contains no user name|certificate authentication failed for user", "rejected", "server"),
    (r"TLS negotiation failure", "failure", "local"),
    # VPN
    (r"TLS key negotiation failed to occur within", "timeout", "local"),
    (r"CERTIFICATE_TRANSPARENCY_REQUIRED", "chain-invalid", "client"),
)
