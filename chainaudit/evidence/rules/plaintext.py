"""One side speaks TLS and the other does not; STARTTLS that is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.evidence.view import CLIENT, NETWORK, SERVER, View, Vote

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPGRADE: Final = re.compile(rb"(?im)^(?:[a-z0-9.]+ )?(AUTH +(?:TLS|SSL|TLS-C|TLS-P)|STARTTLS|STLS)\b|<starttls")
_REFUSAL: Final = re.compile(rb"(?im)^(?:[45]\d\d[ -]|[a-z0-9.]+ (?:BAD|NO)\b|-ERR)[^\r\n]{0,120}")
_CONSENT: Final = re.compile(
    rb"(?im)^(?:220[ -].*tls|234[ -]|220[ -]2\.0\.0|[a-z0-9.]+ OK\b.*tls|\+OK\b.*tls)|<proceed"
)
_HTTP_REQUEST: Final = re.compile(rb"^(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|TRACE) \S+ HTTP/1|^PRI \* HTTP/2")
_CONNECT: Final = re.compile(rb"^CONNECT \S+ HTTP/1")
_HTTPS_PORT: Final = re.compile(
    rb"(?i)plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled"
    rb"|combination of host and port requires TLS|Client sent an HTTP request to an HTTPS server"
    rb"|requires TLS|this web server .*SSL|HTTP to an HTTPS"
)
_STATUS: Final = re.compile(rb"^HTTP/1\.[01] (\d{3})")
_LDAP_STARTTLS: Final = b"1.3.6.1.4.1.1466.20037"
_POSTGRES_SSL: Final = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


def find(view: View) -> Iterator[Vote]:
    """Look at what was said in plain text before, or instead of, TLS."""
    client, server = view.plaintext(CLIENT), view.plaintext(SERVER)
    if _CONNECT.match(client):
        yield from _proxy(view, server)
    elif client:
        yield from _client_plain(view, client, server)
    if server and view.client_spoke_tls and not view.server_spoke_tls:
        yield from _server_plain(view, server)


def _proxy(view: View, server: bytes) -> Iterator[Vote]:
    status = _STATUS.match(server)
    if status is not None and status.group(1)[:1] != b"2" and not view.client_spoke_tls:
        reason = f"the proxy answers CONNECT with {status.group(1).decode('ascii')}"
        yield Vote("proxy_refused", 0.95, NETWORK, reason)


def _not_advertised(client: bytes, server: bytes) -> bool:
    """EHLO, an answer without STARTTLS, and then the client leaves without having said anything else."""
    said = [line.split(b" ", 1)[0].upper() for line in client.split(b"\r\n") if line]
    return (
        said[:1] == [b"EHLO"]
        and set(said) <= {b"EHLO", b"QUIT"}
        and b"250 " in server
        and b"STARTTLS" not in server.upper()
    )


def _client_plain(view: View, client: bytes, server: bytes) -> Iterator[Vote]:
    upgrade = _UPGRADE.search(client)
    refusal = _REFUSAL.search(server)
    if upgrade and refusal and not _CONSENT.search(server, refusal.end()) and not view.server_spoke_tls:
        words = _shown(refusal.group(0))
        command = _shown(upgrade.group(0))
        yield Vote("starttls_not_offered", 0.95, SERVER, f"the server answers {command} with: {words}")
        return
    if client.startswith(_POSTGRES_SSL) and server[:1] == b"N":
        yield Vote("starttls_not_offered", 0.95, SERVER, "the PostgreSQL server answers the request for TLS with N")
        return
    if view.client_spoke_tls:
        return
    if _LDAP_STARTTLS in client and server and not view.server_spoke_tls:
        yield Vote(
            "starttls_not_offered", 0.8, SERVER, "the LDAP server answers the request for StartTLS, and no TLS follows"
        )
        return
    if view.is_whole and _not_advertised(client, server):
        yield Vote(
            "starttls_not_offered",
            0.6,
            SERVER,
            "the server's answer to EHLO does not list STARTTLS, and the client leaves",
        )
        return
    alert = view.fatal_by(SERVER)
    if _HTTPS_PORT.search(server):
        yield Vote("plaintext_client", 0.97, SERVER, "the server says that plain HTTP was sent to its TLS port")
    elif alert is not None:
        reason = f"the client sends plain text and the server answers with the TLS alert {alert.description}"
        yield Vote("plaintext_client", 0.9, SERVER, reason)
    elif _HTTP_REQUEST.match(client) and view.server_spoke_tls:
        yield Vote("plaintext_client", 0.9, SERVER, "the client sends plain HTTP to a port that answers in TLS")
    elif _HTTP_REQUEST.match(client) and not server:
        yield from _hung_up_on_http(view)


def _hung_up_on_http(view: View) -> Iterator[Vote]:
    """OpenSSL says nothing to a client that speaks HTTP; that the port is one of TLS shows elsewhere."""
    connection = view.connection
    closing = view.first_closing()
    if closing is None or closing[0] != SERVER or not view.is_whole:
        return
    said = "the client sends plain HTTP and the server hangs up without a word"
    if any(other.address == connection.address and other.answer is not None for other in view.siblings):
        yield Vote("plaintext_client", 0.8, SERVER, f"{said}; in other connections this port speaks TLS")
    elif connection.server_port in _TLS_PORTS:
        yield Vote("plaintext_client", 0.6, SERVER, f"{said}; port {connection.server_port} is one of TLS")


_TLS_PORTS: Final = frozenset((443, 465, 636, 853, 989, 990, 993, 995, 2376, 4443, 5061, 5671, 6443, 8443, 8883, 9443))


def _server_plain(view: View, server: bytes) -> Iterator[Vote]:
    if _UPGRADE.search(view.plaintext(CLIENT)):
        return
    words = _shown(server.split(b"\n", 1)[0])
    yield Vote("plaintext_port", 0.95, CLIENT, f"the server answers the ClientHello in plain text: {words}")


def _shown(line: bytes) -> str:
    """A line of plain text that is safe to show: printable, short, and never what follows a password command."""
    from chainaudit.evidence.text.redaction import redact

    text = line.decode("ascii", "backslashreplace").strip()
    return redact("".join(char if char.isprintable() else "." for char in text))[:80]
