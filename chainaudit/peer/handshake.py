"""One handshake with a live peer: pyOpenSSL speaks, and the bytes on the wire are read by our own parser.

The library tells less than was sent (nothing of a chain when the handshake fails, no empty list of authorities in
TLS 1.3), so every byte is kept, and read with the secrets that the library logs.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, final

from chainaudit.errors import PeerError
from chainaudit.peer.other_protocols import other_protocol
from chainaudit.peer.stream import open_stream
from chainaudit.peer.telling import told
from chainaudit.peer.wire import Wire

if TYPE_CHECKING:
    from OpenSSL import SSL

    from chainaudit.model.peer import Endpoint, PeerHandshake
    from chainaudit.model.starttls import StartTls
    from chainaudit.peer.stream import Stream

AFTERWARDS_SECONDS: Final = 0.6
"""How long a server that asked for a certificate may take to refuse it: in TLS 1.3 it does so after the handshake."""
AFTERWARDS_FACTOR: Final = 3
"""Where the handshake itself took longer, the refusal may take this many times as long."""
FAREWELL_SECONDS: Final = 0.3
"""How long the answer to QUIT is waited for, so that nobody's log tells of a lost connection."""
_CHUNK: Final = 65_536
VERSIONS: Final = {"TLSv1": 0x0301, "TLSv1.1": 0x0302, "TLSv1.2": 0x0303, "TLSv1.3": 0x0304}
ALL_CIPHERS: Final = "ALL:COMPLEMENTOFALL:!PSK:!SRP:@SECLEVEL=0"
CERTIFIED_CIPHERS: Final = "ALL:COMPLEMENTOFALL:!PSK:!SRP:!aNULL:@SECLEVEL=0"
"""Suites with a certificate: a mail server that takes anonymous ones too must not choose one and show nothing."""
_LEGACY_SERVER_CONNECT: Final = 0x4
NO_ANSWER: Final = "the peer closed the connection without a word of TLS"


@final
class Hello:
    """What a handshake offers: versions (names of VERSIONS, lowest and highest), suites, ALPN, a client identity.

    ``certificates`` are DER, the client's own first, and ``private_key`` is PKCS8; both or neither. ``ciphers`` is an
    OpenSSL cipher string for TLS 1.2 and below, ``suites`` one for 1.3.
    """

    __slots__ = ("alpn", "certificates", "ciphers", "highest", "lowest", "private_key", "suites")

    def __init__(
        self,
        lowest: str = "TLSv1",
        highest: str = "TLSv1.3",
        *,
        ciphers: str = CERTIFIED_CIPHERS,
        suites: str | None = None,
        alpn: tuple[str, ...] = (),
        certificates: tuple[bytes, ...] = (),
        private_key: bytes | None = None,
    ) -> None:
        self.lowest = lowest
        self.highest = highest
        self.ciphers = ciphers
        self.suites = suites
        self.alpn = alpn
        self.certificates = certificates
        self.private_key = private_key


def shake_hands(
    endpoint: Endpoint, hello: Hello, timeout_seconds: float, starttls: StartTls | None = None
) -> PeerHandshake:
    """Connect, hand-shake and quit; never raises for what the peer does.

    Everything together ends within ``timeout_seconds``.
    """
    begun = time.monotonic()
    wire = Wire()
    error: str | None = None
    completed = False
    connection: Any = None
    try:
        with open_stream(endpoint, timeout_seconds) as stream:
            if starttls is not None:
                _prepare(starttls, stream, endpoint.host)
            connection = _connection(endpoint, hello, wire)
            completed, error = _converse(connection, stream, wire, starttls.quit if starttls else b"")
    except PeerError as failure:
        error = str(failure)
    return told(endpoint, hello, wire, connection, error, completed=completed, seconds=time.monotonic() - begun)


def _prepare(starttls: StartTls, stream: Stream, host: str) -> None:
    """Talk the peer into TLS, and take leave where it will not.

    Raises:
        PeerError: it will not.
    """
    try:
        starttls.prepare(stream, host)
    except PeerError:
        with suppress(PeerError):
            stream.send(starttls.quit)
        raise


def _connection(endpoint: Endpoint, hello: Hello, wire: Wire) -> SSL.Connection:
    from OpenSSL import SSL

    context = SSL.Context(SSL.TLS_METHOD)
    context.set_min_proto_version(VERSIONS[hello.lowest])
    context.set_max_proto_version(VERSIONS[hello.highest])
    context.set_options(_LEGACY_SERVER_CONNECT)
    context.set_cipher_list(hello.ciphers.encode("ascii"))
    if hello.suites is not None:
        context.set_tls13_ciphersuites(hello.suites.encode("ascii"))
    context.set_verify(SSL.VERIFY_NONE)
    context.set_keylog_callback(lambda _, line: wire.keylog.append(line))
    if hello.alpn:
        context.set_alpn_protos([protocol.encode("ascii") for protocol in hello.alpn])
    context.set_ocsp_client_callback(_keep_staple(wire))
    if hello.private_key is not None:
        _identify(context, hello)
    connection = SSL.Connection(context, None)
    connection.set_connect_state()
    connection.request_ocsp()
    if endpoint.server_name:
        connection.set_tlsext_host_name(endpoint.server_name.encode("ascii", "replace"))
    return connection


def _keep_staple(wire: Wire) -> Any:  # noqa: ANN401 - pyOpenSSL's callback type
    def keep(_connection: SSL.Connection, staple: bytes, _data: object) -> bool:
        wire.staple = staple
        return True

    return keep


def _identify(context: SSL.Context, hello: Hello) -> None:
    """Give the context its identity.

    Raises:
        PeerError: certificate and key do not fit, or OpenSSL cannot use them.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_der_private_key
    from OpenSSL import SSL, crypto

    try:
        chain = [x509.load_der_x509_certificate(der) for der in hello.certificates]
        key: Any = load_der_private_key(hello.private_key or b"", None)
        context.use_certificate(chain[0])
        for certificate in chain[1:]:
            context.add_extra_chain_cert(certificate)
        context.use_privatekey(key)
        context.check_privatekey()
    except (ValueError, TypeError, IndexError, SSL.Error, crypto.Error) as error:
        raise PeerError("the client's own certificate and key cannot be used together by OpenSSL") from error


def _converse(connection: SSL.Connection, stream: Stream, wire: Wire, leave: bytes) -> tuple[bool, str | None]:
    """Go through the handshake; return whether it completed, and a sentence where it broke off.

    ``leave`` is how one quits the protocol inside, nothing for TLS alone.
    """
    from OpenSSL import SSL

    begun = time.monotonic()
    while True:
        try:
            connection.do_handshake()
        except SSL.WantReadError:
            _flush(connection, stream, wire)
            data = stream.receive()
            if not data:
                silent = not wire.first_of("server")
                return False, NO_ANSWER if silent else "the peer closed the connection in the middle of the handshake"
            wire.chunks.append(("server", data))
            connection.bio_write(data)
        except SSL.Error as error:
            _flush_quietly(connection, stream, wire)
            return False, other_protocol(wire.first_of("server")) or _openssl_reason(error)
        else:
            break
    _flush(connection, stream, wire)
    patience = max(AFTERWARDS_SECONDS, AFTERWARDS_FACTOR * (time.monotonic() - begun))
    said = _afterwards(connection, stream, wire, patience)
    _quit(connection, stream, wire, leave if said is None else b"")
    return said is None, said


def _afterwards(connection: SSL.Connection, stream: Stream, wire: Wire, seconds: float) -> str | None:
    """Wait a moment for a refusal that comes after the handshake, where one may; return it as a sentence."""
    from OpenSSL import SSL

    if not any(event.name == "certificate_request" for event in wire.events()):
        return None
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        data = stream.receive(wait=left)
        if not data:
            return None
        wire.chunks.append(("server", data))
        connection.bio_write(data)
        try:
            connection.recv(1)
        except (SSL.WantReadError, SSL.ZeroReturnError):
            if any(event.name == "new_session_ticket" for event in wire.events()):
                return None
        except SSL.Error as error:
            return _openssl_reason(error)
    return None


def _quit(connection: SSL.Connection, stream: Stream, wire: Wire, leave: bytes) -> None:
    """Take leave of the protocol inside, hear the answer, and end TLS."""
    from OpenSSL import SSL

    try:
        if leave:
            connection.send(leave)
            _flush_quietly(connection, stream, wire)
            _hear_farewell(connection, stream)
        connection.shutdown()
    except SSL.Error:
        return
    _flush_quietly(connection, stream, wire)


def _hear_farewell(connection: SSL.Connection, stream: Stream) -> None:
    """Wait for the answer to QUIT, which comes behind the session tickets of TLS 1.3; whatever it says."""
    from OpenSSL import SSL

    until = time.monotonic() + FAREWELL_SECONDS
    with suppress(PeerError, SSL.Error):
        while (left := until - time.monotonic()) > 0 and (data := stream.receive(wait=left)):
            connection.bio_write(data)
            with suppress(SSL.WantReadError):
                connection.recv(_CHUNK)
                return


def _flush(connection: SSL.Connection, stream: Stream, wire: Wire) -> None:
    from OpenSSL import SSL

    while True:
        try:
            data = connection.bio_read(_CHUNK)
        except SSL.WantReadError:
            return
        wire.chunks.append(("client", data))
        stream.send(data)


def _flush_quietly(connection: SSL.Connection, stream: Stream, wire: Wire) -> None:
    try:
        _flush(connection, stream, wire)
    except PeerError:
        return


def _openssl_reason(error: Exception) -> str:
    details = error.args[0] if error.args else None
    if isinstance(details, list) and details:
        return str(details[0][-1])
    return "the connection ended in the middle of the handshake"
