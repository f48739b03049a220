"""Handshakes with real OpenSSL servers, and with peers that hang, reset, babble or send too much."""

from __future__ import annotations

import re
import socket
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from chainaudit.model.peer import COMPLETED, FAILED, REFUSED, Endpoint
from chainaudit.peer.handshake import Hello, shake_hands
from chainaudit.peer.probe import Wishes, probe
from tests.effort import PATIENCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = "127.0.0.1"


def _at(port: int, **parts: Any) -> Endpoint:
    return Endpoint(HERE, port, **{"server_name": "localhost", **parts})


@pytest.mark.parametrize("version", ["TLSv1.2", "TLSv1.3"])
def test_the_chain_is_seen_as_it_is_sent(s_server: Any, pki: Any, version: str) -> None:
    with s_server() as port:
        handshake = shake_hands(_at(port), Hello(version, version), 10)
    assert handshake.outcome == COMPLETED
    assert handshake.version == version
    assert handshake.cipher
    assert handshake.presented == (pki.server.certificate, pki.middle.certificate)
    assert handshake.authorities is None
    assert handshake.secure_renegotiation is True


@pytest.mark.parametrize("version", ["TLSv1.2", "TLSv1.3"])
def test_a_request_for_a_certificate_is_seen_though_the_handshake_fails(s_server: Any, pki: Any, version: str) -> None:
    trust = pki.file("trust.pem", pki.root, pki.other_root)
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", trust) as port:
        handshake = shake_hands(_at(port), Hello(version, version), 10)
    assert handshake.outcome == REFUSED
    assert handshake.presented[0] == pki.server.certificate
    assert handshake.authorities is not None
    assert {str(name) for name in handshake.authorities} == {"CN=Peer Root", "CN=Other Root"}
    assert [(a.by, a.description) for a in handshake.alerts] == [
        ("server", "certificate_required" if version == "TLSv1.3" else "handshake_failure")
    ]


@pytest.mark.parametrize("version", ["TLSv1.2", "TLSv1.3"])
def test_an_empty_list_of_authorities_is_told_from_no_request(s_server: Any, version: str) -> None:
    with s_server("-verify", "2") as port:
        handshake = shake_hands(_at(port), Hello(version, version), 10)
    assert handshake.authorities == ()
    assert handshake.request_bytes


@pytest.mark.parametrize("version", ["TLSv1.2", "TLSv1.3"])
@pytest.mark.parametrize("known", [True, False])
def test_a_client_certificate_is_tried(s_server: Any, pki: Any, version: str, known: bool) -> None:
    trust = pki.file(f"trust-{known}.pem", pki.root if known else pki.other_root)
    own = pki.client.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    hello = Hello(
        version, version, certificates=(pki.client.certificate.der, pki.middle.certificate.der), private_key=own
    )
    with s_server("-Verify", "2", "-verify_return_error", "-CAfile", trust) as port:
        handshake = shake_hands(_at(port), hello, 10)
    assert handshake.outcome == (COMPLETED if known else REFUSED)
    assert handshake.client_certificate_sent
    if not known:
        assert [(a.by, a.description) for a in handshake.alerts] == [("server", "unknown_ca")]


def test_a_refusal_over_a_slow_line_is_waited_for(s_server: Any, pki: Any) -> None:
    """In TLS 1.3 it comes one way behind the end of the handshake, which took two."""
    delay = 0.45
    hello = Hello(
        "TLSv1.3",
        certificates=(pki.server.certificate.der, pki.middle.certificate.der),
        private_key=pki.server.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )

    def slowly(connection: socket.socket, port: int) -> None:
        with socket.create_connection((HERE, port)) as server:
            ways = [threading.Thread(target=_carry, args=pair) for pair in ((connection, server), (server, connection))]
            for way in ways:
                way.start()
            for way in ways:
                way.join()

    def _carry(come: socket.socket, go: socket.socket) -> None:
        try:
            while data := come.recv(65_536):
                time.sleep(delay)
                go.sendall(data)
            go.shutdown(socket.SHUT_WR)
        except OSError:
            return

    with (
        s_server("-Verify", "2", "-CAfile", pki.file("ca.pem", pki.root), "-verify_return_error") as port,
        _peer(lambda c: slowly(c, port)) as there,
    ):
        handshake = shake_hands(_at(there), hello, 20)
    assert [a.description for a in handshake.alerts] == ["unsupported_certificate"]
    assert handshake.outcome == REFUSED


def test_a_key_that_does_not_fit_is_said_before_anything_is_sent(s_server: Any, pki: Any) -> None:
    own = pki.server.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    with s_server() as port:
        handshake = shake_hands(_at(port), Hello(certificates=(pki.client.certificate.der,), private_key=own), 10)
    assert handshake.outcome == FAILED
    assert handshake.error is not None
    assert "cannot be used together" in handshake.error


def test_versions_and_suites_that_are_accepted(s_server: Any) -> None:
    with s_server("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256") as port:
        peer = probe(_at(port), Wishes(ciphers=True), 20)
    assert peer.versions == {"TLSv1": False, "TLSv1.1": False, "TLSv1.2": True, "TLSv1.3": False}
    assert set(peer.ciphers["TLSv1.2"]) == {
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    }  # fmt: skip


def test_old_versions_are_asked_for_below_the_security_level_of_today(s_server: Any) -> None:
    with s_server("-cipher", "ALL:@SECLEVEL=0") as port:
        peer = probe(_at(port), Wishes(), 20)
    assert peer.versions == {"TLSv1": True, "TLSv1.1": True, "TLSv1.2": True, "TLSv1.3": True}


def test_the_answer_without_a_server_name_is_compared(s_server: Any, pki: Any) -> None:
    second = pki.file("second.pem", pki.client, key=pki.client)
    with s_server("-servername", "localhost", "-cert2", second, "-key2", second) as port:
        peer = probe(_at(port), Wishes(versions=False), 10)
    assert peer.handshake.presented[0] == pki.client.certificate
    assert peer.without_server_name is not None
    assert peer.without_server_name.presented[0] == pki.server.certificate


def test_a_server_that_knows_no_such_name_says_nothing_about_versions(s_server: Any, pki: Any) -> None:
    other = pki.file("named.pem", pki.server, key=pki.server)
    with s_server("-servername", "two.example", "-cert2", other, "-key2", other, "-servername_fatal") as port:
        peer = probe(_at(port), Wishes(), 10)
    assert [a.description for a in peer.handshake.alerts] == ["unrecognized_name"]
    assert set(peer.versions.values()) == {None}


def test_alpn_is_agreed(s_server: Any) -> None:
    with s_server("-alpn", "h2") as port:
        assert shake_hands(_at(port), Hello(alpn=("http/1.1", "h2")), 10).alpn == "h2"


def test_a_proxy_is_gone_through_and_its_refusal_told(s_server: Any, pki: Any) -> None:
    def proxy(connection: socket.socket) -> None:
        request = connection.recv(4096)
        assert request.startswith(f"CONNECT {HERE}:".encode())
        with socket.create_connection((HERE, int(request.split()[1].rsplit(b":", 1)[1]))) as target:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n")
            back = threading.Thread(target=_pump, args=(target, connection), daemon=True)
            back.start()
            _pump(connection, target)
            target.shutdown(socket.SHUT_RDWR)
            back.join()

    with s_server() as port, _peer(proxy) as through:
        handshake = shake_hands(_at(port, proxy=(HERE, through)), Hello(), 10)
        assert handshake.presented[0] == pki.server.certificate
    with _peer(lambda c: (c.recv(4096), c.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"))) as through:
        refused = shake_hands(_at(1, proxy=(HERE, through)), Hello(), 10)
    assert refused.outcome == FAILED
    assert "407" in (refused.error or "")


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            sink.sendall(data)
    except OSError:
        return


# --- peers that misbehave ---------------------------------------------------------------------


@contextmanager
def _peer(behave: Callable[[socket.socket], Any]) -> Iterator[int]:
    """Serve connections by ``behave``, one after the other, in a thread."""
    listener = socket.create_server((HERE, 0))
    ending = threading.Event()

    def serve() -> None:
        while not ending.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    behave(connection)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        ending.set()
        listener.close()


def _drip(connection: socket.socket) -> None:
    connection.recv(4096)
    for byte in b"\x16\x03\x03\x40\x00" + b"\x02" * 600:
        connection.sendall(bytes((byte,)))
        time.sleep(0.2)


def _reset(connection: socket.socket) -> None:
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def _flood(connection: socket.socket) -> None:
    connection.recv(4096)
    for _ in range(2000):
        connection.sendall(b"\x16\x03\x03\x40\x00" + b"\x0b\xff\xff\xff" + bytes(0x3FFC))


BAD = {
    "hangs": (lambda c: (c.recv(4096), time.sleep(120)), "in time"),
    "drips": (_drip, "in time"),
    "resets": (_reset, "reset|closed"),
    "closes": (lambda c: c.recv(4096), "closed|reset"),
    "babbles": (
        lambda c: (c.recv(4096), c.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")),
        r"with HTTP without TLS: 'HTTP/1\.1 400 Bad Request'",
    ),
    "garbage": (lambda c: (c.recv(4096), c.sendall(bytes(range(256)) * 8)), "first bytes are 00 01 02"),
    "floods": (_flood, "."),
    "says HelloRequest for ever": (lambda c: _for_ever(c, b"\x16\x03\x03\x40\x00" + bytes(0x4000)), "more than|cannot"),
    "warns for ever": (lambda c: _for_ever(c, b"\x15\x03\x03\x00\x02\x01\x70" * 500), "too many|cannot be used"),
    "sends a certificate that is none": (lambda c: _answer(c, b"\x30\x82" + bytes(800)), "cannot be used"),
    "sends an empty chain": (lambda c: _answer(c, None), "cannot be used"),
    "sends a thousand certificates": (lambda c: _answer(c, bytes(1000), 1000), "longer message than clients take"),
}


def _for_ever(connection: socket.socket, data: bytes) -> None:
    connection.recv(4096)
    while True:
        connection.sendall(data)


def _answer(connection: socket.socket, certificate: bytes | None, count: int = 1) -> None:
    """Say hello in TLS 1.2 and send a chain."""
    connection.recv(4096)
    one = b"" if certificate is None else (len(certificate).to_bytes(3, "big") + certificate) * count
    chain = len(one).to_bytes(3, "big") + one
    hello = b"\x03\x03" + bytes(32) + b"\x00\xc0\x2f\x00" + b"\x00\x05\xff\x01\x00\x01\x00"
    messages = b"".join(bytes((t,)) + len(m).to_bytes(3, "big") + m for t, m in ((2, hello), (11, chain)))
    for at in range(0, len(messages), 16_000):
        part = messages[at : at + 16_000]
        connection.sendall(b"\x16\x03\x03" + len(part).to_bytes(2, "big") + part)
    connection.recv(4096)


@pytest.mark.parametrize("kind", BAD)
def test_a_peer_that_misbehaves_is_told_in_time(kind: str) -> None:
    behave, words = BAD[kind]
    with _peer(behave) as port:
        begun = time.monotonic()
        handshake = shake_hands(_at(port), Hello(), 1.5)
        assert time.monotonic() - begun < PATIENCE_SECONDS
    assert handshake.outcome == FAILED
    assert handshake.error
    assert re.search(words, handshake.error), handshake.error


def test_a_proxy_that_misbehaves_is_told_as_the_proxy() -> None:
    with _peer(lambda c: c.recv(4096)) as port:
        handshake = shake_hands(_at(443, proxy=(HERE, port)), Hello(), 5)
    assert handshake.outcome == FAILED
    assert re.match(rf"the proxy {HERE}:{port} (closed|reset) the connection", handshake.error or ""), handshake.error


def test_what_a_peer_repeats_is_told_once() -> None:
    with _peer(lambda c: _for_ever(c, b"\x15\x03\x03\x00\x02\x01\x70" * 3)) as port:
        handshake = shake_hands(_at(port), Hello(), 5)
    assert [a.description for a in handshake.alerts if a.by == "server"] == ["unrecognized_name"]


def test_an_alert_of_no_known_number_is_the_peers_refusal() -> None:
    with _peer(lambda c: (c.recv(4096), c.sendall(b"\x15\x03\x03\x00\x02\x02\xfe"), c.recv(1))) as port:
        handshake = shake_hands(_at(port), Hello(), 5)
    assert handshake.outcome == REFUSED
    assert [a.code for a in handshake.alerts] == [254]


def test_a_server_that_takes_anonymous_suites_too_shows_its_certificate(s_server: Any, pki: Any) -> None:
    suites = "AECDH-AES256-SHA:ECDHE-ECDSA-AES128-GCM-SHA256:@SECLEVEL=0"
    with s_server("-tls1_2", "-cipher", suites, "-serverpref") as port:
        peer = probe(_at(port), Wishes(ciphers=True), 10)
    assert peer.presented[0] == pki.server.certificate
    assert peer.ciphers["TLSv1.2"] == ("TLS_ECDH_anon_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")


def test_nothing_listening_and_no_such_name_are_told() -> None:
    with socket.socket() as unused:
        unused.bind((HERE, 0))
        nothing = shake_hands(_at(unused.getsockname()[1]), Hello(), 3)
    assert "refused the connection" in (nothing.error or "")
    unknown = shake_hands(Endpoint("no.such.host.invalid", 443), Hello(), 3)
    assert "does not resolve" in (unknown.error or "")
