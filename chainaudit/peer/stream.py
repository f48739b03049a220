"""A TCP connection with one deadline for everything and a cap on what it may receive."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, final

from chainaudit.errors import PeerError
from chainaudit.peer.dialling import connect

if TYPE_CHECKING:
    import socket
    from types import TracebackType

    from chainaudit.model.peer import Endpoint

MAX_RECEIVED_BYTES: Final = 4 * 1024 * 1024
"""A handshake is some kilobytes; the largest list of authorities in use is under 100 kB."""
MAX_LINE_BYTES: Final = 8192
"""Greetings of text protocols are limited to some hundred bytes by their RFCs."""
_CHUNK: Final = 65_536


@final
class Stream:
    """A connected socket. Every call ends by the deadline given at the start, whatever the peer does.

    All methods raise PeerError: the time is up, the peer closed or reset, or sent more than MAX_RECEIVED_BYTES.
    """

    def __init__(self, connection: socket.socket, label: str, deadline: float) -> None:
        """``deadline`` is a value of time.monotonic()."""
        self._socket = connection
        self.label = label
        self._deadline = deadline
        self._buffer = bytearray()
        self.received = 0

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection; nothing more can be sent."""
        self._socket.close()

    def left(self) -> float:
        """Seconds until the deadline.

        Raises:
            PeerError: it has passed.
        """
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise PeerError(f"{self.label} did not answer in time (--timeout allows more)")
        return left

    def send(self, data: bytes) -> None:
        """Send all of ``data``."""
        try:
            self._socket.settimeout(self.left())
            self._socket.sendall(data)
        except TimeoutError as error:
            raise PeerError(f"{self.label} did not take what was sent in time (--timeout allows more)") from error
        except OSError as error:
            raise PeerError(f"{self.label} {_what_happened(error)}") from error

    def receive(self, wait: float | None = None) -> bytes:
        """Return what comes next, b"" where the peer has closed; None of it where ``wait`` seconds pass is b"" too."""
        if self._buffer:
            data = bytes(self._buffer)
            self._buffer.clear()
            return data
        try:
            self._socket.settimeout(self.left() if wait is None else min(wait, self.left()))
            data = self._socket.recv(_CHUNK)
        except TimeoutError as error:
            if wait is not None:
                return b""
            raise PeerError(f"{self.label} did not answer in time (--timeout allows more)") from error
        except OSError as error:
            raise PeerError(f"{self.label} {_what_happened(error)}") from error
        self.received += len(data)
        if self.received > MAX_RECEIVED_BYTES:
            raise PeerError(f"{self.label} sent more than {MAX_RECEIVED_BYTES:,} bytes before the handshake was over")
        return data

    def exactly(self, count: int) -> bytes:
        """Return ``count`` bytes."""
        data = bytearray()
        while len(data) < count:
            more = self.receive()
            if not more:
                raise PeerError(f"{self.label} closed the connection before TLS began")
            data += more
        self._buffer[:0] = data[count:]
        return bytes(data[:count])

    def line(self) -> str:
        """Return the next line without its end, printable; at most MAX_LINE_BYTES."""
        data = bytearray()
        while b"\n" not in data:
            if len(data) > MAX_LINE_BYTES:
                raise PeerError(f"{self.label} sent a line of more than {MAX_LINE_BYTES} bytes before TLS")
            more = self.receive()
            if not more:
                raise PeerError(f"{self.label} closed the connection before TLS began")
            data += more
        text, _, rest = bytes(data).partition(b"\n")
        self._buffer[:0] = rest
        return "".join(c if c.isprintable() else "?" for c in text.decode("utf-8", "replace").rstrip("\r"))


def open_stream(endpoint: Endpoint, timeout_seconds: float) -> Stream:
    """Connect, through the endpoint's proxy where it has one.

    Raises:
        PeerError: the name does not resolve, nothing listens, or the time is up.
    """
    deadline = time.monotonic() + timeout_seconds
    host, port = endpoint.proxy or (endpoint.address, endpoint.address_port)
    label = f"the proxy {host}:{port}" if endpoint.proxy else endpoint.label
    stream = Stream(connect(host, port, deadline, timeout_seconds), label, deadline)
    if endpoint.proxy:
        try:
            _through_proxy(stream, endpoint)
        except PeerError:
            stream.close()
            raise
        stream.label = endpoint.label
    return stream


def _through_proxy(stream: Stream, endpoint: Endpoint) -> None:
    """Ask an HTTP proxy for a tunnel (RFC 9110, 9.3.6)."""
    host = f"[{endpoint.address}]" if ":" in endpoint.address else endpoint.address
    target = f"{host}:{endpoint.address_port}"
    stream.send(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode("ascii", "replace"))
    status = stream.line()
    parts = status.split()
    if len(parts) < 2 or not parts[0].startswith("HTTP/") or not parts[1].startswith("2"):
        raise PeerError(f"the proxy refused a tunnel to {target}: {status[:120]}")
    while stream.line():
        pass


def _what_happened(error: OSError) -> str:
    if isinstance(error, (ConnectionResetError, ConnectionAbortedError)):
        return "reset the connection"
    if isinstance(error, BrokenPipeError):
        return "closed the connection"
    return f"cannot be talked to: {error.strerror or type(error).__name__}"
