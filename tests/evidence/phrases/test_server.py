# ruff: noqa: E501 - lines of logs stand as programs write them

from __future__ import annotations

import pytest

from tests.evidence.reading import conclude, read


@pytest.mark.parametrize(
    ("text", "cause", "refused_by"),
    [
        pytest.param('OpenSSL::SSL::SSLError: hostname "h" does not match the server certificate', "hostname_mismatch", "client", id="ruby host"),
        pytest.param("Warning: stream_socket_enable_crypto(): Peer certificate CN=`*.example.net' did not match expected CN=`smtp.example.com'", "hostname_mismatch", "client", id="php host"),
        pytest.param("Nov 21 10:11:12 mx postfix/smtp[123]: certificate verification failed for mx2.example[10.0.0.2]:25: not designated for use as a CA certificate", "x509_v1_ca", "client", id="postfix client"),
        pytest.param("Nov 21 10:11:12 mx postfix/smtp[123]: 4F: to=<a@b>, relay=mx2[10.0.0.2]:25, status=deferred (TLS is required, but was not offered by host mx2[10.0.0.2])", "starttls_not_offered", "server", id="postfix offered"),
        pytest.param("status=deferred (Server certificate not verified)", "server_cert_rejected", "client", id="postfix verify"),
        pytest.param("H=mx2 [10.0.0.2]: a TLS session is required, but the server did not offer TLS support", "starttls_not_offered", "server", id="exim4"),
        pytest.param("imap-login: Info: Invalid certificate: self signed certificate: /CN=user", "client_cert_rejected_unknown_ca", "server", id="dovecot no cert"),
        pytest.param("[C3] TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify cert failed: verify SAN list", "hostname_mismatch", "client", id="envoy6"),
        pytest.param("LOG4[1]: CERT: Subject checks failed", "hostname_mismatch", "client", id="stunnel host"),
        pytest.param("LOG4[1]: CERT: Certificate not found in local repository", "server_cert_rejected", "client", id="stunnel pin"),
        pytest.param('psql: error: connection to server at "db" (10.0.0.4), port 5432 failed: server certificate for "db1.example" does not match host name "db"', "hostname_mismatch", "client", id="psql host"),
        pytest.param('psql: error: connection to server at "db" (10.0.0.4), port 5432 failed: server does not support SSL, but SSL was required', "starttls_not_offered", "server", id="psql nossl"),
        pytest.param("FATAL:  connection requires a valid client certificate", "client_cert_missing", "server", id="pg server3"),
        pytest.param("LOG:  could not accept SSL connection: http request", "plaintext_client", "server", id="pg server4"),
        pytest.param('FATAL:  could not load private key file "server.key": key values mismatch', "key_mismatch", "server", id="pg keyperm"),
        pytest.param('LOG:  certificate authentication failed for user "u": client certificate contains no user name', "client_cert_rejected", "server", id="pg cn"),
        pytest.param("ERROR 2026 (HY000): SSL connection error: SSL is required but the server doesn't support it", "starttls_not_offered", "server", id="mysql req"),
        pytest.param("ERROR 3159 (HY000): Connections using insecure transport are prohibited while --require_secure_transport=ON.", "plaintext_client", "server", id="mysql sec"),
        pytest.param('{"t":{"$date":"2026-11-21T10:11:12.123Z"},"s":"E","c":"NETWORK","id":23255,"ctx":"conn12","msg":"No SSL certificate provided by peer; connection rejected"}', "client_cert_missing", "server", id="mongo2"),
        pytest.param("SSLHandshakeFailed: The server is configured to only allow SSL connections", "plaintext_client", "server", id="mongo4"),
        pytest.param("WARN [SocketServer listenerType=ZK_BROKER, nodeId=1] Unexpected error from /10.0.0.9 (channelId=x); closing connection (org.apache.kafka.common.network.Selector)\norg.apache.kafka.common.network.InvalidReceiveException: Invalid receive (size = 369296128 larger than 104857600)", "plaintext_port", "client", id="kafka2"),
        pytest.param("ssl://b:9092/bootstrap: SSL handshake failed: Disconnected: connecting to a PLAINTEXT broker listener? (after 1ms in state SSL_HANDSHAKE)", "plaintext_port", "client", id="librdkafka2"),
        pytest.param("ldap_start_tls: Connect error (-11)\n\tadditional info: TLS: hostname does not match CN in peer certificate", "hostname_mismatch", "client", id="ldap2"),
        pytest.param("ldap_start_tls: Protocol error (2)\n\tadditional info: unsupported extended operation", "starttls_not_offered", "server", id="ldap3"),
        pytest.param("TLS: peer cert untrusted or revoked (0x42)", "server_cert_rejected", "client", id="ldap4"),
        pytest.param("slapd[9]: conn=1003 fd=12 closed (TLS negotiation failure)", "handshake_failure_unspecified", "unknown", id="ldap5"),
        pytest.param("javax.naming.AuthenticationNotSupportedException: [LDAP: error code 13 - confidentiality required]", "plaintext_client", "server", id="ldap7"),
        pytest.param("SSSLERR_NO_SSL_REQUEST (-55) ... received data is not an SSL ClientHello", "plaintext_client", "server", id="sap nocert"),
        pytest.param('2026/11/21 10:00:00 [error] 9#9: *1 upstream SSL certificate does not match "backend" while SSL handshaking to upstream, client: 10.0.0.1', "hostname_mismatch", "client", id="nginx up name"),
        pytest.param('nginx: [emerg] cannot load certificate "/etc/c.pem": PEM_read_bio_X509_AUX() failed (SSL: error:0480006C:PEM routines::no start line:Expecting: TRUSTED CERTIFICATE)', "keystore_unreadable", "server", id="nginx emerg2"),
        pytest.param('nginx: [emerg] cannot load certificate key "/etc/k.pem": PEM_read_bio_PrivateKey() failed (SSL: error:0480006C:PEM routines::no start line:Expecting: ANY PRIVATE KEY)', "keystore_unreadable", "server", id="nginx emerg3"),
        pytest.param("[ssl:error] [pid 1] AH02032: Hostname default.example (default host as no SNI was provided) and hostname www.example provided via HTTP have no compatible SSL setup", "sni_unrecognized", "server", id="apache"),
        pytest.param("[ssl:emerg] [pid 1] AH02565: Certificate and private key www:443:0 from /c.pem and /k.pem do not match", "key_mismatch", "server", id="apache3"),
        pytest.param("[ssl:info] SSL Library Error: error:1407609C:SSL routines:SSL23_GET_CLIENT_HELLO:http request -- speaking HTTP to HTTPS port!?", "plaintext_client", "server", id="apache5"),
        pytest.param("[ssl:info] [pid 1] [remote 10.0.0.2:443] AH02411: SSL Proxy: Peer certificate does not match for hostname backend", "hostname_mismatch", "client", id="apache proxy cn"),
        pytest.param("NET::ERR_CERTIFICATE_TRANSPARENCY_REQUIRED", "chain_invalid", "client", id="chrome5"),
        pytest.param("Response:\t500 AUTH not understood\nStatus:\tInsecure server, it does not support FTP over TLS.", "starttls_not_offered", "server", id="filezilla3"),
        pytest.param("500 OOPS: SSL: cannot load RSA certificate", "keystore_unreadable", "server", id="vsftpd"),
        pytest.param("mod_tls/2.9: unable to accept TLS connection: client does not support any cipher from 'TLSCipherSuite ...' in TLSv1.2 (OpenSSL error)", "no_shared_cipher", "server", id="proftpd"),
        pytest.param("TLS Error: TLS key negotiation failed to occur within 60 seconds (check your network connectivity)", "no_answer", "network", id="openvpn"),
        pytest.param("[WARN ][o.e.x.s.t.n.SecurityNetty4HttpServerTransport] [node-1] received plaintext http traffic on an https channel, closing connection Netty4HttpChannel{localAddress=/10.0.0.1:9200}", "plaintext_client", "server", id="elasticsearch"),
        pytest.param("[WARN ][o.e.x.c.s.t.n.SecurityNetty4Transport] [node-1] received plaintext traffic on an encrypted channel, closing connection", "plaintext_client", "server", id="elasticsearch2"),
        pytest.param("client did not trust this server's certificate, closing connection Netty4TcpChannel{localAddress=/10.0.0.1:9300}", "server_cert_rejected", "client", id="elasticsearch3"),
    ],
)  # fmt: skip
def test_wordings(text: str, cause: str, refused_by: str) -> None:
    """What servers, mail, databases and directories say, as documented or as seen in public reports, each line alone."""
    found = conclude(read(text))
    assert [(each.cause, each.refused_by) for each in found] == [(cause, refused_by)]


@pytest.mark.parametrize(
    ("text", "cause", "refused_by"),
    [
        pytest.param("http.client.BadStatusLine: \x15\x03\x03\x00\x02\x02", "plaintext_client", "server", id="Python"),
        pytest.param('malformed HTTP response "\\x15\\x03\\x01\\x00\\x02\\x02"', "plaintext_client", "server", id="Go"),
        pytest.param("Error: Parse Error: Expected HTTP/\n  rawPacket: <Buffer 15 03 03 00 02 02 0a>", "plaintext_client", "server", id="Node"),
        pytest.param("curl: (1) Received HTTP/0.9 when not allowed", "plaintext_client", "server", id="curl"),
        pytest.param("curl: (56) CONNECT tunnel failed, response 403", "proxy_refused", "network", id="curl, proxy"),
        pytest.param('java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 407 Proxy Authentication Required"', "proxy_refused", "network", id="Java, proxy"),
        pytest.param("OSError: Tunnel connection failed: 407 Proxy Authentication Required", "proxy_refused", "network", id="Python, proxy"),
        pytest.param("s_client: HTTP CONNECT failed, reason= 403 Forbidden", "proxy_refused", "network", id="openssl, proxy"),
        pytest.param("Proxy tunneling failed: ForbiddenUnable to establish SSL connection.", "proxy_refused", "network", id="wget, proxy"),
        pytest.param("Didn't find STARTTLS in server response, trying anyway...", "starttls_not_offered", "server", id="openssl, STARTTLS"),
        pytest.param("ERROR 2026 (HY000): TLS/SSL error: SSL is required, but the server does not support it", "starttls_not_offered", "server", id="MariaDB"),
        pytest.param("java.net.ConnectException\n\tat java.net.http/jdk.internal.net.http.HttpClientImpl.send(HttpClientImpl.java:573)\nCaused by: java.nio.channels.UnresolvedAddressException", "name_not_resolved", "network", id="Java, name"),
    ],
)  # fmt: skip
def test_plain_text_proxies_and_starttls(text: str, cause: str, refused_by: str) -> None:
    found = conclude(read(text))
    assert [(each.cause, each.refused_by) for each in found] == [(cause, refused_by)]


def test_what_follows_a_refused_starttls_is_not_blamed_on_the_port() -> None:
    text = (
        "$ openssl s_client -connect h:21 -starttls ftp\n"
        "40076CA1967F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/x.c:350:\n"
        "CONNECTED(00000003)\n# exit=1\n"
    )
    assert [each.cause for each in conclude(read(text))] == ["starttls_not_offered"]
    assert [each.cause for each in conclude(read(text.replace(" -starttls ftp", "")))] == ["plaintext_port"]
