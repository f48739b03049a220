"""One connection of a javax.net.debug log, from its headers, bodies, hex dumps and exceptions."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import CertificateCache
from chainaudit.evidence.java import messages
from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.speech import listen
from chainaudit.evidence.story import Story
from chainaudit.evidence.text.dates import year_first
from chainaudit.evidence.text.lines import decode
from chainaudit.model.evidence import CLIENT, SERVER, Alert, Connection, Remark, SeenCertificate, other_side
from chainaudit.tls.alerts import alert_code
from chainaudit.tls.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.evidence.parser import ParserContext

MAX_SEEN_LINES: Final = 200
MAX_REMEMBERED: Final = 256

_MESSAGE: Final = re.compile(
    r"^(?P<way>Produced|Consuming) (?P<who>client |server"
    r" )?(?P<what>HelloRetryRequest|ClientHello|ServerHelloDone|ServerHello"
    r"|EncryptedExtensions|CertificateRequest|CertificateVerify|CertificateStatus|Certificate|Finished|NewSessionTicket"
    r"|(?:\w+ )?ServerKeyExchange|(?:\w+ )?ClientKeyExchange|ChangeCipherSpec)"
)
_STEPS: Final = {
    "ClientHello": "client_hello", "ServerHello": "server_hello", "HelloRetryRequest": "hello_retry_request",
    "ServerHelloDone": "server_hello_done", "EncryptedExtensions": "encrypted_extensions",
    "CertificateRequest": "certificate_request", "CertificateVerify": "certificate_verify",
    "Certificate": "certificate", "CertificateStatus": "certificate_status", "Finished": "finished",
    "NewSessionTicket": "new_session_ticket", "ChangeCipherSpec": "",
}  # fmt: skip
_SERVER_MESSAGES: Final = frozenset(
    ("ServerHello", "HelloRetryRequest", "ServerHelloDone", "EncryptedExtensions", "CertificateRequest",
     "CertificateStatus", "NewSessionTicket")
)  # fmt: skip
_ALERT: Final = re.compile(r'"level" *: *"(?P<level>\w+)",\s*"description" *: *"(?P<name>\w+)"')
_HEX: Final = re.compile(rb"^\W{0,6}[0-9A-F]{4}: ((?:[0-9A-F]{2} {1,3}){1,16})")
_KEYSTORE: Final = re.compile(r"keyStore is ?: ?(\S*)")
_NO_CERTIFICATE: Final = re.compile(r"No X\.509 certificate for (client|server) authentication")
_KEY: Final = re.compile(r"found key for ?: ?|matching alias: ")


_message: Final = functools.lru_cache(MAX_REMEMBERED)(_MESSAGE.match)
"""The message that a header names, remembered: all connections say the same."""


@final
class CertificateMemory:
    """Printed chains that were read already: a log prints the same one for every connection."""

    __slots__ = ("_known", "cache")

    def __init__(self) -> None:
        self._known: dict[str, tuple[SeenCertificate, ...]] = {}
        self.cache = CertificateCache()

    def certificates(self, text: str) -> tuple[SeenCertificate, ...]:
        """The certificates in a printed message."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            known = self._known[text] = messages.read_certificates(text)
        return known


@final
class JavaConnection:
    """Takes the output of one connection; the debug output of the same bytes in hexadecimal gives the certificates."""

    __slots__ = (
        "_keys", "_keystore_read", "_log", "_memory", "_raw", "_retried", "_seen_lines", "_side", "_steps",
        "connection", "index", "is_over",
    )  # fmt: skip

    def __init__(self, context: ParserContext, memory: CertificateMemory, index: int, label: str) -> None:
        self._memory = memory
        self._log = LogConnection(context.source, index, label)
        self._log.product = "java"
        self.connection = self._log.connection
        self.connection.product = "java"
        self.index = index
        self._steps: list[str] = []
        self._side = ""
        self._retried = False
        self._raw: Story | None = None
        self._seen_lines: set[str] = set()
        self._keys = 0
        self._keystore_read = False
        self.is_over = False

    @property
    def is_begun(self) -> bool:
        """Whether a ClientHello was seen."""
        return "c:client_hello" in self._steps

    @property
    def is_retrying(self) -> bool:
        """Whether the next ClientHello belongs to this connection (HelloRetryRequest)."""
        return self._retried

    @property
    def tells(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self._steps) or self._log.tells

    def set_side(self, side: str) -> None:
        """Take note of whose log it is."""
        self._side = self.connection.viewpoint = side

    def see_time(self, text: str) -> None:
        """Take the time of the first line."""
        if self.connection.moment is None:
            self.connection.moment = year_first(text)

    def take(self, said: str) -> None:
        """Take the text of a header line."""
        message = _message(said)
        if message is not None:
            self._take_message(message)
            return
        if _NO_CERTIFICATE.match(said):
            if "client" in said:
                self.connection.client_presented = ()
            return
        keystore = _KEYSTORE.match(said)
        if keystore is not None:
            self._take_keystore(keystore.group(1))
        elif said.startswith("init keystore"):
            self._keystore_read = True
        elif _KEY.match(said):
            self._keys += 1
        elif not said.startswith(("Raw ", "READ: ", "WRITE: ", "Plaintext", "Received alert")):
            self._hear(said)

    def take_loose(self, line: str) -> None:
        """Take a line that is not of the debug output."""
        keystore = _KEYSTORE.search(line)
        if keystore is not None:
            self._take_keystore(keystore.group(1))
        else:
            self._hear(line)

    def take_body(self, said: str, body: bytes, peel: Callable[[str], str] | None) -> None:
        """Take what stands in the brackets behind a header."""
        if said.startswith(("Raw ", "Plaintext after")):
            lines = body if peel is None else b"\n".join(peel(decode(line)).encode() for line in body.split(b"\n"))
            self._take_hex(said, lines)
            return
        message = _message(said)
        if message is None and not said.startswith(("Received alert", "Fatal", "handling")):
            return
        text = decode(body)
        if "\r" in text:
            text = text.replace("\r", "")
        if peel is not None:
            text = "\n".join(peel(line) for line in text.split("\n"))
        if message is not None:
            self._take_printed(message, text)
        elif said.startswith("Received alert"):
            alert = _ALERT.search(text)
            if alert is not None:
                by = other_side(self._side)
                self._log.add_alert(Alert(by, alert["level"].lower(), alert["name"].lower(), alert_code(alert["name"])))
        else:
            for line in text.split("\n"):
                if "xception" in line:
                    self._hear(line)

    def _take_message(self, message: re.Match[str]) -> None:
        what = message["what"].rsplit(" ", 1)[-1]
        side = self._sender(message, what)
        step = _STEPS.get(what)
        if step is None:
            step = "server_key_exchange" if what == "ServerKeyExchange" else "client_key_exchange"
        if step:
            self._steps.append(f"{side[:1]}:{step}")
        if what == "HelloRetryRequest":
            self._retried = True
        elif what == "ServerHello":
            self._retried = False

    def _sender(self, message: re.Match[str], what: str) -> str:
        if what == "ClientHello":
            return CLIENT
        if what in _SERVER_MESSAGES:
            return SERVER
        if not self._side:
            return (message["who"] or CLIENT).strip()
        return self._side if message["way"] == "Produced" else other_side(self._side)

    def _take_printed(self, message: re.Match[str], text: str) -> None:
        what = message["what"]
        connection = self.connection
        if what == "ClientHello" and (connection.offer is None or not self._retried):
            connection.offer = messages.read_client_hello(text)
        elif what == "ServerHello":
            connection.answer = messages.read_server_hello(text)
        elif what == "CertificateRequest":
            connection.request = messages.read_request(text)
        elif what == "Certificate":
            self._take_certificates(self._sender(message, what), self._memory.certificates(text))

    def _take_certificates(self, side: str, certificates: tuple[SeenCertificate, ...]) -> None:
        if side == CLIENT:
            self.connection.client_presented = certificates
        else:
            self.connection.presented = certificates

    def _take_hex(self, said: str, body: bytes) -> None:
        """Bytes of the wire (``Raw``), or handshake messages after decryption."""
        if not self._side:
            return
        if self._raw is None:
            self._raw = Story(Connection(), Session(), self._memory.cache)
        session = self._raw.session
        own = said.startswith("Raw write")
        side = self._side if own else other_side(self._side)
        if said.startswith("Plaintext"):
            if session.version is not None and session.is_sealed(side) and session.version >= 0x0304:
                self._raw.take(session.feed_handshake(side, _bytes(body)))
            return
        if not session.is_sealed(side):
            self._raw.take(session.feed(side, _bytes(body)))

    def _take_keystore(self, path: str) -> None:
        if path and path not in {"NONE", '""'}:
            self.connection.client_configured = True
        elif self.connection.client_configured is None:
            self.connection.client_configured = False

    def _hear(self, line: str) -> None:
        key = line.strip()
        if key in self._seen_lines or len(self._seen_lines) > MAX_SEEN_LINES:
            return
        self._seen_lines.add(key)
        heard = listen(line, self._side or "unknown", "java")
        if line.startswith("Fatal (") and not heard.alerts:
            more = listen(line.split(":", 1)[-1], self._side or "unknown", "java").remarks
            heard = heard._replace(remarks=heard.remarks + more)
        self._log.take(heard)
        if any(alert.level == "fatal" for alert in heard.alerts):
            self.is_over = True

    def finish(self) -> Connection:
        """The connection."""
        connection = self.connection
        connection.steps = tuple(self._steps)
        finished = {step[0] for step in self._steps if step.endswith(":finished")}
        connection.established = finished == {"c", "s"}
        if self._raw is not None:
            _improve(self._raw, connection)
        if (
            self._keystore_read
            and self._keys == 0
            and connection.client_configured
            and connection.client_presented == ()
        ):
            self._log.add_remark(
                Remark("no-private-key", CLIENT, "no key was found in the configured keystore", product="java")
            )
        if (
            connection.client_presented is None
            and "c:certificate" in connection.steps
            and connection.viewpoint == SERVER
        ):
            connection.client_presented = ()
        return self._log.finish()


def _improve(raw: Story, connection: Connection) -> None:
    """Take the certificates and names that the hex dumps hold: they are complete, the printed ones are not."""
    seen = raw.finish()
    if seen.presented:
        connection.presented = seen.presented
    if seen.client_presented:
        connection.client_presented = seen.client_presented
    if seen.request is not None and (connection.request is None or seen.request.authorities):
        connection.request = seen.request
    if seen.offer is not None and connection.offer is None:
        connection.offer = seen.offer
    connection.dh_bits = connection.dh_bits or seen.dh_bits


def _bytes(body: bytes) -> bytes:
    rows = (_HEX.match(line) for line in body.split(b"\n"))
    return b"".join(bytes.fromhex(row.group(1).decode("ascii")) for row in rows if row is not None)
