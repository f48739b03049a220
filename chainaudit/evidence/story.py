"""From TLS events to the facts of a `Connection`: one teller for captures, traces and dumps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import CertificateCache, authority_text
from chainaudit.model.evidence import CLIENT, SERVER, Alert, Answer, AuthorityRequest, Connection, Offer
from chainaudit.model.name import Name
from chainaudit.tls.alerts import FATAL, LEVEL_NAMES, alert_name
from chainaudit.tls.authentication import CertificateMessage, CertificateRequest
from chainaudit.tls.hellos import RENEGOTIATION_INFO, ClientHello, ServerHello
from chainaudit.tls.versions import TLS1_3

if TYPE_CHECKING:
    from chainaudit.tls.session import Event, Session

MAX_STEPS: Final = 64
MAX_ALERTS: Final = 32
MAX_SEALED: Final = 24
"""Sealed records whose lengths are kept: the handshake's, not the data's."""

_MARKS: Final = {CLIENT: "c", SERVER: "s"}


@final
class Story:
    """Fills a connection's facts from the events of its `Session`; ``steps`` and ``alerts`` are those so far."""

    __slots__ = (
        "_changed",
        "_data",
        "_sealed_alerts",
        "_sealed_lengths",
        "alerts",
        "cache",
        "connection",
        "session",
        "steps",
    )

    def __init__(self, connection: Connection, session: Session, cache: CertificateCache) -> None:
        self.connection = connection
        self.session = session
        self.cache = cache
        self.steps: list[str] = []
        self.alerts: list[Alert] = []
        self._sealed_alerts: list[str] = []
        self._sealed_lengths: list[tuple[str, int]] = []
        self._changed: set[str] = set()
        self._data = {CLIENT: 0, SERVER: 0}

    def take(self, events: list[Event]) -> None:
        """Take note of what happened next."""
        for event in events:
            if event.kind == "data":
                self._take_data(event)
            elif event.kind == "message":
                self._take_message(event)
            elif event.kind == "alert":
                self._take_alert(event)
            elif event.kind == "change-cipher-spec":
                self._changed.add(event.side)

    def finish(self) -> Connection:
        """Take what is left and give the connection its facts."""
        self.take(self.session.finish())
        connection = self.connection
        connection.steps = tuple(self.steps)
        connection.alerts = tuple(self.alerts)
        connection.encrypted_alerts = tuple(self._sealed_alerts)
        connection.sealed_lengths = tuple(self._sealed_lengths)
        connection.client_data, connection.server_data = self._data[CLIENT], self._data[SERVER]
        connection.established = connection.established or self._is_established()
        if self.session.version == TLS1_3 and self.session.is_sealed(SERVER) and connection.presented is None:
            connection.unseen = ("certificates", "certificate request", "alerts")
        return connection

    def _is_established(self) -> bool:
        """Both sides have finished: in the clear, or by what only follows a finished handshake."""
        finished = {step[0] for step in self.steps if step.endswith(":finished")}
        if finished == {"c", "s"}:
            return True
        if self.session.version == TLS1_3:
            return self._data[CLIENT] > 0 and self._data[SERVER] > 0 and self.connection.answer is not None
        return self._changed == {CLIENT, SERVER} and {"c", "s"} <= {
            step[0] for step in self.steps if "encrypted" in step
        }

    def _take_data(self, event: Event) -> None:
        if event.sealed and len(self._sealed_lengths) < MAX_SEALED:
            self._sealed_lengths.append((event.side, event.length))
        if self.session.version == TLS1_3 and event.sealed and not self._after_handshake(event.side):
            return
        self._data[event.side] += event.length

    def _after_handshake(self, side: str) -> bool:
        """Whether sealed records of TLS 1.3 are data by now: the client's second flight was seen."""
        sealed_client = sum(1 for sealed_side, _ in self._sealed_lengths if sealed_side == CLIENT)
        return sealed_client > (1 if side == CLIENT else 0)

    def _take_message(self, event: Event) -> None:
        if event.sealed:
            self._step(f"{_MARKS[event.side]}:encrypted")
            return
        self._step(f"{_MARKS[event.side]}:{event.name}")
        value, connection = event.value, self.connection
        if isinstance(value, ClientHello):
            if connection.offer is None:
                connection.offer = offer_of(value)
        elif isinstance(value, ServerHello):
            known = RENEGOTIATION_INFO in value.extensions
            connection.answer = Answer(value.version, value.cipher, renegotiation=known or value.version >= TLS1_3)
        elif isinstance(value, CertificateMessage):
            self._take_certificates(event.side, value)
        elif isinstance(value, CertificateRequest):
            self._take_request(value)
        elif event.name == "server_key_exchange" and isinstance(value, int):
            connection.dh_bits = value

    def _step(self, step: str) -> None:
        encrypted_again = step.endswith("encrypted") and step in self.steps
        if len(self.steps) < MAX_STEPS and not encrypted_again:
            self.steps.append(step)

    def _take_certificates(self, side: str, message: CertificateMessage) -> None:
        if not message.certificates and not message.complete:  # cut off before the end of the first of them
            self.connection.client_configured = self.connection.client_configured or side == CLIENT or None
            return
        seen = tuple(self.cache.see(encoded) for encoded in message.certificates)
        if side == CLIENT:
            self.connection.client_presented = seen
        else:
            self.connection.presented = seen
            self.connection.presented_complete = message.complete

    def _take_request(self, request: CertificateRequest) -> None:
        texts = tuple(authority_text(encoded) for encoded in request.authorities)
        names = tuple(Name(encoded) for encoded in request.authorities)
        self.connection.request = AuthorityRequest(texts, request.length, names)

    def _take_alert(self, event: Event) -> None:
        if event.sealed:
            if len(self._sealed_alerts) < MAX_ALERTS:
                self._sealed_alerts.append(event.side)
            return
        if isinstance(event.value, tuple) and len(self.alerts) < MAX_ALERTS:
            level, code = event.value
            name = LEVEL_NAMES.get(level, "fatal" if level >= FATAL else "")
            self.alerts.append(Alert(event.side, name, alert_name(code), code))


def offer_of(hello: ClientHello) -> Offer:
    """The offer that a ClientHello makes."""
    return Offer(
        hello.offered_versions,
        hello.ciphers,
        hello.server_name,
        signature_algorithms=hello.signature_algorithms,
        alpn=hello.alpn,
        renegotiation=hello.secure_renegotiation,
        ssl2=hello.ssl2_framed,
    )
