"""Handshake messages put together from records: fragments, several in one record (RFC 8446 4 and 5.1)."""

from __future__ import annotations

from typing import Final, final

HELLO_REQUEST: Final = 0
CLIENT_HELLO: Final = 1
SERVER_HELLO: Final = 2
HELLO_VERIFY_REQUEST: Final = 3
NEW_SESSION_TICKET: Final = 4
END_OF_EARLY_DATA: Final = 5
ENCRYPTED_EXTENSIONS: Final = 8
CERTIFICATE: Final = 11
SERVER_KEY_EXCHANGE: Final = 12
CERTIFICATE_REQUEST: Final = 13
SERVER_HELLO_DONE: Final = 14
CERTIFICATE_VERIFY: Final = 15
CLIENT_KEY_EXCHANGE: Final = 16
FINISHED: Final = 20
CERTIFICATE_URL: Final = 21
CERTIFICATE_STATUS: Final = 22
KEY_UPDATE: Final = 24
COMPRESSED_CERTIFICATE: Final = 25

MESSAGE_NAMES: Final[dict[int, str]] = {
    HELLO_REQUEST: "hello_request",
    CLIENT_HELLO: "client_hello",
    SERVER_HELLO: "server_hello",
    HELLO_VERIFY_REQUEST: "hello_verify_request",
    NEW_SESSION_TICKET: "new_session_ticket",
    END_OF_EARLY_DATA: "end_of_early_data",
    ENCRYPTED_EXTENSIONS: "encrypted_extensions",
    CERTIFICATE: "certificate",
    SERVER_KEY_EXCHANGE: "server_key_exchange",
    CERTIFICATE_REQUEST: "certificate_request",
    SERVER_HELLO_DONE: "server_hello_done",
    CERTIFICATE_VERIFY: "certificate_verify",
    CLIENT_KEY_EXCHANGE: "client_key_exchange",
    FINISHED: "finished",
    CERTIFICATE_URL: "certificate_url",
    CERTIFICATE_STATUS: "certificate_status",
    KEY_UPDATE: "key_update",
    COMPRESSED_CERTIFICATE: "compressed_certificate",
}

MAX_MESSAGE_BYTES: Final = 1 << 20
"""No implementation takes a handshake message of 1 MiB (Java stops at 32 KiB, OpenSSL at 100 KiB)."""

_HEADER: Final = 4


@final
class HandshakeMessage:
    """A message: its type and its body; ``missing_from`` as in `Record`, in bytes of the body."""

    __slots__ = ("body", "message_type", "missing_from")

    def __init__(self, message_type: int, body: bytes, missing_from: int | None = None) -> None:
        self.message_type = message_type
        self.body = body
        self.missing_from = missing_from

    @property
    def name(self) -> str:
        """The registered name, or ``message_N``."""
        return MESSAGE_NAMES.get(self.message_type) or f"message_{self.message_type}"


@final
class HandshakeReader:
    """Puts the payloads of handshake records of one direction together; bounded by one message.

    ``broken`` says why reading stopped; an unknown type means that what follows is encrypted.
    """

    __slots__ = ("_buffer", "_missing_at", "broken")

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._missing_at: int | None = None
        self.broken: str | None = None

    def feed(self, payload: bytes, missing_from: int | None = None) -> list[HandshakeMessage]:
        """Take the payload of the next handshake record and give the messages that it completes."""
        if self.broken is not None:
            return []
        if missing_from is not None and self._missing_at is None:
            self._missing_at = len(self._buffer) + missing_from
        self._buffer += payload
        messages: list[HandshakeMessage] = []
        buffer = self._buffer
        at = 0
        while len(buffer) - at >= _HEADER:
            length = int.from_bytes(buffer[at + 1 : at + 4], "big")
            if buffer[at] not in MESSAGE_NAMES or length > MAX_MESSAGE_BYTES:
                self.broken = "the handshake record holds no known message"
                break
            end = at + _HEADER + length
            if end > len(buffer):
                break
            messages.append(HandshakeMessage(buffer[at], bytes(buffer[at + _HEADER : end]), self._damage(at, end)))
            at = end
        self._forget(at)
        return messages

    def remainder(self) -> HandshakeMessage | None:
        """The message that was being received when the stream ended, as far as it came."""
        if self.broken is not None or len(self._buffer) <= _HEADER or self._buffer[0] not in MESSAGE_NAMES:
            return None
        missing = self._damage(0, len(self._buffer))
        body = bytes(self._buffer[_HEADER:])
        return HandshakeMessage(self._buffer[0], body, len(body) if missing is None else missing)

    def _damage(self, start: int, end: int) -> int | None:
        if self._missing_at is None or self._missing_at >= end:
            return None
        return max(0, self._missing_at - start - _HEADER)

    def _forget(self, at: int) -> None:
        del self._buffer[:at]
        if self._missing_at is not None:
            self._missing_at = self._missing_at - at if self._missing_at >= at else None
