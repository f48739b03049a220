"""Both directions of one TLS connection: bytes in as they come, events out (hellos, messages, alerts, closing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from chainaudit.errors import EncodingError
from chainaudit.tls import authentication, handshake, hellos
from chainaudit.tls.handshake import HandshakeMessage, HandshakeReader
from chainaudit.tls.keylog import (
    CLIENT_APPLICATION,
    CLIENT_HANDSHAKE,
    MASTER_SECRET,
    SERVER_APPLICATION,
    SERVER_HANDSHAKE,
)
from chainaudit.tls.records import SSL2_HELLO, Record, RecordReader
from chainaudit.tls.versions import ALERT, APPLICATION_DATA, CHANGE_CIPHER_SPEC, HANDSHAKE, TLS1_3

if TYPE_CHECKING:
    from chainaudit.tls.decryption import OpenedRecord, Opener12, Opener13
    from chainaudit.tls.keylog import KeyLog

CLIENT: Final = "client"
SERVER: Final = "server"
SIDES: Final = (CLIENT, SERVER)

_ALERT_BYTES: Final = 2
_READABLE_IN_PART: Final = frozenset((handshake.CLIENT_HELLO, handshake.SERVER_HELLO, handshake.CERTIFICATE))


@final
class Event:
    """Something that one side sent.

    ``kind`` is ``message``, ``alert``, ``change-cipher-spec``, ``data`` or ``broken``. ``value`` is, for a message,
    what its parser gives (or the raw `HandshakeMessage`); for an alert (level, code); for the others None.
    ``length`` is the payload's, in bytes; ``sealed`` tells that it was encrypted and not opened.
    """

    __slots__ = ("kind", "length", "name", "sealed", "side", "value", "version")

    def __init__(
        self,
        kind: str,
        side: str,
        *,
        name: str = "",
        value: object = None,
        length: int = 0,
        sealed: bool = False,
        version: int = 0,
    ) -> None:
        self.kind = kind
        self.side = side
        self.name = name
        self.value = value
        self.length = length
        self.sealed = sealed
        self.version = version


@final
class _Direction:
    """What is known of one side: its readers, whether it has switched to encryption, its keys."""

    __slots__ = ("encrypted", "messages", "openers", "reader")

    def __init__(self) -> None:
        self.reader = RecordReader()
        self.messages = HandshakeReader()
        self.encrypted = False
        self.openers: list[Opener12 | Opener13] = []


@final
class Session:
    """One TLS connection as an onlooker sees it; with a `KeyLog` also what is inside.

    Feed it with the bytes of either side in the order seen; it never raises on what they hold. One direction alone
    is read as far as it goes.
    """

    __slots__ = ("_directions", "_keylog", "_random", "cipher", "client_random", "version")

    def __init__(self, keylog: KeyLog | None = None) -> None:
        self._keylog = keylog
        self._directions = {CLIENT: _Direction(), SERVER: _Direction()}
        self._random: bytes | None = None
        self.client_random: bytes | None = None
        self.version: int | None = None
        self.cipher: int | None = None

    def feed(self, side: str, data: bytes) -> list[Event]:
        """The events that the next bytes of ``side`` complete."""
        direction = self._directions[side]
        reader = direction.reader
        events: list[Event] = []
        if reader.passes_over(len(data)):
            return events
        sound = reader.broken is None
        for record in reader.feed(data):
            self._record(side, direction, record, events)
        if sound and reader.broken is not None:
            events.append(Event("broken", side, name=reader.broken))
        return events

    def gap(self, side: str, length: int) -> list[Event]:
        """The events that follow from ``length`` bytes of ``side`` that were not seen."""
        direction = self._directions[side]
        events: list[Event] = []
        for record in direction.reader.gap(length):
            self._record(side, direction, record, events)
        return events

    def feed_handshake(self, side: str, data: bytes) -> list[Event]:
        """The events of handshake messages that are already out of their records (a trace after decryption)."""
        events: list[Event] = []
        self._handshake(side, self._directions[side], data, None, events)
        return events

    def start_over(self, side: str) -> list[Event]:
        """Give what can be read of a message that was cut off, and take what comes next as the start of a record."""
        events = self._cut_off(side)
        direction = self._directions[side]
        direction.reader, direction.messages = RecordReader(), HandshakeReader()
        return events

    def finish(self) -> list[Event]:
        """What can be read of messages that were cut off at the end."""
        return [event for side in SIDES for event in self._cut_off(side)]

    def _cut_off(self, side: str) -> list[Event]:
        direction = self._directions[side]
        events: list[Event] = []
        if direction.encrypted:
            return events
        record = direction.reader.remainder()
        if record is not None and record.content_type == HANDSHAKE:
            self._record(side, direction, record, events)
        message = direction.messages.remainder()
        if message is not None and message.message_type in _READABLE_IN_PART:
            event = self._message(side, message)
            if event.kind == "message":
                events.append(event)
        return events

    def is_sealed(self, side: str) -> bool:
        """Whether ``side`` has switched to encryption that is not opened here."""
        direction = self._directions[side]
        return direction.encrypted and not direction.openers

    def pass_over_data(self) -> None:
        """Hold no application data from now on: nothing in it will be opened."""
        for direction in self._directions.values():
            direction.reader.keep_application_data = False

    def _record(self, side: str, direction: _Direction, record: Record, events: list[Event]) -> None:
        kind, payload = record.content_type, record.payload
        plain_alert = kind == ALERT and record.length == _ALERT_BYTES  # sealed ones are longer in every version
        if direction.encrypted and kind not in {CHANGE_CIPHER_SPEC, SSL2_HELLO} and not plain_alert:
            opened = self._open(direction, record)
            if opened is None:
                self._sealed(side, record, events)
                return
            kind, payload = opened.content_type, opened.plaintext
        if kind == HANDSHAKE:
            self._handshake(side, direction, payload, record.missing_from, events)
        elif kind == ALERT:
            self._alert(side, payload, record, events)
        elif kind == CHANGE_CIPHER_SPEC:
            self._change_cipher_spec(side, direction, record, events)
        elif kind == SSL2_HELLO:
            self._ssl2(side, payload, events)
        else:
            sealed = self.version == TLS1_3 and not direction.openers and kind == APPLICATION_DATA
            events.append(Event("data", side, length=record.length, sealed=sealed, version=record.version))

    def _handshake(
        self, side: str, direction: _Direction, payload: bytes, missing: int | None, events: list[Event]
    ) -> None:
        sound = direction.messages.broken is None
        for message in direction.messages.feed(payload, missing):
            events.append(self._message(side, message))
            if message.message_type == handshake.FINISHED and self.version == TLS1_3:
                self._next_phase(side, direction)
        if sound and direction.messages.broken is not None:
            events.append(Event("message", side, name="encrypted", length=len(payload), sealed=True))

    def _alert(self, side: str, payload: bytes, record: Record, events: list[Event]) -> None:
        if len(payload) == _ALERT_BYTES:
            events.append(Event("alert", side, value=(payload[0], payload[1]), version=record.version))
        else:
            self._sealed(side, record, events)

    def _sealed(self, side: str, record: Record, events: list[Event]) -> None:
        """In TLS 1.2 the outer type tells what is inside; in 1.3 everything looks like application data."""
        kinds = {ALERT: "alert", HANDSHAKE: "message"}
        kind = kinds.get(record.content_type, "data")
        name = "encrypted" if kind == "message" else ""
        events.append(Event(kind, side, name=name, length=record.length, sealed=True, version=record.version))

    def _ssl2(self, side: str, payload: bytes, events: list[Event]) -> None:
        try:
            hello = hellos.parse_ssl2_client_hello(payload)
        except EncodingError as error:
            events.append(Event("broken", side, name=error.message))
            return
        self.client_random = hello.random.rjust(32, b"\x00")
        events.append(Event("message", side, name="client_hello", value=hello, length=len(payload)))

    def _change_cipher_spec(self, side: str, direction: _Direction, record: Record, events: list[Event]) -> None:
        events.append(Event("change-cipher-spec", side, version=record.version))
        if self.version == TLS1_3:
            return  # sent for the sake of middleboxes (RFC 8446 appendix D.4)
        if self.version is None and side == CLIENT and self.client_random is not None:
            return  # the same, after a ClientHello whose answer is not known yet
        direction.encrypted = True
        self._keys_12(side, direction)

    def _message(self, side: str, message: HandshakeMessage) -> Event:
        value: object
        try:
            value = self._parse(message)
        except EncodingError as error:
            return Event("broken", side, name=f"{message.name}: {error.message}")
        return Event("message", side, name=message.name, value=value, length=len(message.body) + 4)

    def _parse(self, message: HandshakeMessage) -> object:
        kind, body = message.message_type, message.body
        if kind == handshake.CLIENT_HELLO:
            hello = hellos.parse_client_hello(body)
            self.client_random = hello.random
            return hello
        if kind == handshake.SERVER_HELLO:
            return self._server_hello(hellos.parse_server_hello(body))
        if kind == handshake.CERTIFICATE:
            tls13 = self.version == TLS1_3
            return authentication.parse_certificates(body, tls13=tls13, missing_from=message.missing_from)
        if kind == handshake.COMPRESSED_CERTIFICATE:
            return authentication.parse_compressed_certificates(body)
        if kind == handshake.CERTIFICATE_REQUEST and message.missing_from is None:
            return authentication.parse_certificate_request(body, version=self.version)
        if kind == handshake.SERVER_KEY_EXCHANGE:
            return authentication.dh_prime_bits(body)
        return message

    def _server_hello(self, hello: hellos.ServerHello) -> hellos.ServerHello:
        self.version = hello.version
        self.cipher = hello.cipher
        self._random = hello.random
        if hello.version == TLS1_3 and not hello.is_retry:
            for side, label in ((CLIENT, CLIENT_HANDSHAKE), (SERVER, SERVER_HANDSHAKE)):
                self._directions[side].encrypted = True
                self._key_13(self._directions[side], label)
        return hello

    def _key_13(self, direction: _Direction, label: str) -> None:
        secret = self._secret(label)
        if secret is not None and self.cipher is not None:
            from chainaudit.tls.decryption import Opener13

            direction.openers.append(Opener13(secret, self.cipher))

    def _next_phase(self, side: str, direction: _Direction) -> None:
        self._key_13(direction, CLIENT_APPLICATION if side == CLIENT else SERVER_APPLICATION)

    def _keys_12(self, side: str, direction: _Direction) -> None:
        master = self._secret(MASTER_SECRET)
        if master is None or self._random is None or self.client_random is None or self.cipher is None:
            return
        from chainaudit.tls.decryption import openers_12

        pair = openers_12(master, self.client_random, self._random, self.cipher)
        if pair is not None:
            direction.openers.append(pair[0] if side == CLIENT else pair[1])

    def _secret(self, label: str) -> bytes | None:
        if self._keylog is None or self.client_random is None:
            return None
        return self._keylog.secret(self.client_random, label)

    def _open(self, direction: _Direction, record: Record) -> OpenedRecord | None:
        """Try the newest key first: after Finished both phases may still be in flight."""
        for opener in reversed(direction.openers):
            opened = opener.open(record)
            if opened is not None:
                return opened
        return None
