"""``curl -v``: its notes on the handshake, what it verified, the exit message (man curl, EXIT CODES)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import normal_name
from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.parser import Parser
from chainaudit.evidence.speech import listen
from chainaudit.evidence.text.command_line import command_of, exit_of
from chainaudit.evidence.text.dates import month_first
from chainaudit.evidence.text.line_reader import LineReader
from chainaudit.model.evidence import CLIENT, SERVER, Alert, Answer, Offer, Remark, SeenCertificate
from chainaudit.tls.alerts import LEVEL_NAMES, alert_name
from chainaudit.tls.versions import TLS1_2, TLS1_3, version_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Connection

ONE_CERTIFICATE_BYTES: Final = 1450
"""A Certificate message smaller than this has room for one certificate with an RSA key, not for two."""

_NOTE: Final = re.compile(
    r"\* (?P<version>[TS][LS][SL]v[\d.]+) \((?P<way>IN|OUT)\), TLS"
    r" (?P<kind>handshake|alert), (?P<what>.+?) \((?P<number>\d+)\)"
)
_SIZE: Final = re.compile(r"^[{}] \[(\d+) bytes data\]")
_STEPS: Final = {
    "Client hello": "client_hello", "Server hello": "server_hello", "Certificate": "certificate",
    "Finished": "finished", "Server key exchange": "server_key_exchange", "Request CERT": "certificate_request",
    "Server finished": "server_hello_done", "Client key exchange": "client_key_exchange",
    "CERT verify": "certificate_verify", "Encrypted Extensions": "encrypted_extensions",
    "Newsession Ticket": "new_session_ticket", "Hello request": "hello_request", "Unknown": "encrypted",
}  # fmt: skip
_CONNECTED: Final = re.compile(
    r"\* (?:Connected to (?P<host>\S+) \((?P<ip>[^)]*)\) port (?P<port>\d+)|Established connection to (?P<host2>\S+))"
)
_FAILED: Final = re.compile(r"curl: \((?P<code>\d+)\) (?P<text>.*)")
_SSL_CONNECTION: Final = re.compile(r"\* SSL connection using (?P<version>\S+) / (?P<cipher>\S+)")
_FIELD: Final = re.compile(r"\*  ?(?P<name>subject|issuer|start date|expire date|subjectAltName): ?(?P<value>.*)")
_STATUS: Final = re.compile(r"^< HTTP/[\d.]+ (\d{3})")
_PLAIN: Final = re.compile(
    r"plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server|speaking plain HTTP|requires TLS",
    re.IGNORECASE,
)
_NO_CERTIFICATE: Final = re.compile(r"No required SSL certificate was sent", re.IGNORECASE)
_BAD_CERTIFICATE: Final = re.compile(r"The SSL certificate error", re.IGNORECASE)
_UPGRADE: Final = re.compile(r"^> (?:\S+ )?(AUTH (?:TLS|SSL)|STARTTLS|STLS)\b")
_REFUSAL: Final = re.compile(r"^< ((?:[45]\d\d)(?=[ -])|-ERR|\S+ (?:BAD|NO)\b)")
_SNIFF: Final = re.compile(
    rb"(?m)^.{0,100}?(?:\* (?:Connected to|Trying |TLSv1|SSL"
    rb" connection|ALPN|Closing connection|Hostname)|curl: \(\d+\))"
)


def sniff(head: bytes) -> float:
    """The notes of ``-v``, or the line by which curl fails."""
    found = len(_SNIFF.findall(head[:16384]))
    return min(0.88, 0.45 + 0.12 * found) if found else 0.0


@final
class _Reader(LineReader):
    """Reads line after line; a new transfer begins with a command, or where one has failed and another connects."""

    __slots__ = ("_certificate", "_over", "_size_of", "_steps", "_upgrade")

    PRODUCT = "curl"

    def _clear(self) -> None:
        self._log.connection.viewpoint = CLIENT
        self._steps: list[str] = []
        self._size_of = ""
        self._over = False
        self._upgrade = False
        self._certificate: dict[str, str] = {}

    def take(self, number: int, line: str) -> Iterator[Connection]:
        words = command_of(line)
        if words is not None:
            self._command = words
            yield from self.end()
            self._begin(number)
            return
        connected = _CONNECTED.search(line)
        if connected is not None and (self._over or self._steps):
            yield from self.end()
            self._begin(number)
        if connected is not None:
            self._take_connected(connected)
        self._line(line)

    def end(self) -> Iterator[Connection]:
        """The transfer as it stands, where anything was told of it."""
        if not (self._steps or self._log.tells):
            return
        connection = self._log.connection
        connection.steps = tuple(self._steps)
        connection.presented = connection.presented or self._presented()
        yield self._log.finish()
        self._steps, self._log = [], LogConnection(self._context.source, self._count, "")

    def _take_connected(self, match: re.Match[str]) -> None:
        connection = self._log.connection
        host = match["host"] or match["host2"]
        connection.expected_host = connection.expected_host or host
        connection.address = f"{host}:{match['port']}" if match["port"] else host

    def _line(self, line: str) -> None:
        status = exit_of(line)
        if status is not None:
            self._log.connection.exit_status = status
            return
        note = _NOTE.search(line)
        if note is not None:
            self._take_note(note)
            return
        size = _SIZE.match(line)
        if size is not None:
            self._take_size(int(size.group(1)))
            return
        field = _FIELD.match(line)
        if field is not None:
            self._certificate.setdefault(field["name"], field["value"])
            return
        if self._take_plain(line):
            return
        using = _SSL_CONNECTION.match(line)
        if using is not None:
            self._log.connection.established = True
            self._log.connection.answer = Answer(version_number(using["version"]), None)
            return
        if _FAILED.match(line):
            self._over = True
            self._log.connection.established = False
        if line.startswith(("* CAfile", "*  CAfile", "*  CApath", "* successfully", "More details", "curl failed to")):
            return
        if "self-signed certificate in certificate chain (19), continuing" in line or ", continuing anyway" in line:
            return
        self._log.take(listen(line, CLIENT, "curl"))

    def _take_note(self, note: re.Match[str]) -> None:
        side = CLIENT if note["way"] == "OUT" else SERVER
        number = int(note["number"][:6])
        if note["kind"] == "alert":
            level, code = number >> 8, number & 0xFF
            self._log.add_alert(Alert(side, LEVEL_NAMES.get(level, "fatal"), alert_name(code), code))
            return
        step = _STEPS.get(note["what"], note["what"].lower().replace(" ", "_"))
        self._steps.append(f"{side[0]}:{step}")
        self._size_of = self._steps[-1]
        version = version_number(note["version"])
        connection = self._log.connection
        if step == "client_hello" and version is not None:
            versions = (TLS1_3, TLS1_2) if version == TLS1_3 else (version,)
            connection.offer = Offer(versions, (), connection.expected_host, complete=False)
        elif step != "server_hello" and side == SERVER and version is not None and connection.answer is None:
            connection.answer = Answer(version, None)

    def _take_size(self, size: int) -> None:
        connection = self._log.connection
        if self._size_of == "c:certificate" and size <= 8:
            connection.client_presented = ()
        elif self._size_of == "s:certificate" and size <= ONE_CERTIFICATE_BYTES:
            text = f"the server's Certificate message has {size} bytes, room for one certificate"
            self._log.add_remark(Remark("one-certificate", CLIENT, text, product="curl"))
        self._size_of = ""

    def _take_plain(self, line: str) -> bool:
        if _UPGRADE.match(line):
            self._upgrade = True
            return True
        refusal = _REFUSAL.match(line)
        if self._upgrade and refusal is not None and not self._steps:
            self._add("starttls-refused", SERVER, f"the server answers {refusal.group(1)[:3]} to the request for TLS")
            return True
        if _STATUS.match(line) and not self._steps:
            self._log.connection.client_data += 1
            return True
        if _PLAIN.search(line):
            self._add("plain-client", SERVER, "plain HTTP was sent to a port that speaks TLS")
        elif _NO_CERTIFICATE.search(line):
            self._add("no-client-certificate", SERVER, "No required SSL certificate was sent")
        elif _BAD_CERTIFICATE.search(line):
            self._add("rejected", SERVER, "The SSL certificate error")
        else:
            return line.startswith(("> ", "< "))
        return True

    def _add(self, meaning: str, side: str, words: str) -> None:
        self._log.add_remark(Remark(meaning, side, words, product="curl"))

    def _presented(self) -> tuple[SeenCertificate, ...] | None:
        if "subject" not in self._certificate:
            return None
        seen = SeenCertificate(
            normal_name(self._certificate["subject"]), normal_name(self._certificate.get("issuer", ""))
        )
        seen.not_before = month_first(self._certificate.get("start date", ""))
        seen.not_after = month_first(self._certificate.get("expire date", ""))
        return (seen,)


PARSER: Final = Parser("curl", "output of curl -v", sniff, _Reader.read)
