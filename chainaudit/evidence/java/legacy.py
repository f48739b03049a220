"""``javax.net.debug`` of JDK 6 to 8: ``*** ClientHello``, ``chain [0] = [``, ``SEND TLSv1 ALERT:  fatal, …``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.java.legacy_messages import (
    bits_of,
    read_authorities,
    read_certificate,
    read_client_hello,
    with_ssl2,
)
from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.parser import Parser
from chainaudit.evidence.speech import listen
from chainaudit.evidence.text.command_line import command_of
from chainaudit.evidence.text.line_reader import LineReader
from chainaudit.model.evidence import (
    CLIENT,
    SERVER,
    UNKNOWN,
    Alert,
    Answer,
    AuthorityRequest,
    Offer,
    Remark,
    SeenCertificate,
    other_side,
)
from chainaudit.tls.alerts import alert_code, alert_name
from chainaudit.tls.cipher_suites import cipher_suite_number
from chainaudit.tls.versions import version_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.evidence import Connection

MAX_BODY_LINES: Final = 20_000

_SNIFF: Final = re.compile(
    rb"\*\*\* (?:ClientHello|ServerHello|Certificate chain|CertificateRequest|ServerHelloDone)|chain \[\d+\] = \["
    rb"|(?:SEND|RECV) (?:TLS|SSL)v[\d.]+ ALERT:|(?:READ|WRITE): (?:TLS"
    rb"|SSL)v\d[\d.]* (?:Handshake|Alert)|SSLv2 client hello message"
)
_MESSAGE: Final = re.compile(
    r"\*\*\* (?P<what>ClientHello|ServerHelloDone|ServerHello|Certificate"
    r" chain|CertificateRequest|CertificateVerify|ClientKeyExchange"
    r"|\S+ ClientKeyExchange|(?:\S+ ){0,2}ServerKeyExchange"
    r"|Finished|HelloRequest)(?:, (?P<version>(?:TLS|SSL)v[\d.]+))?"
)
_ALERT: Final = re.compile(
    r"(?P<way>SEND|RECV) (?P<version>(?:TLS|SSL)v[\d.]+) ALERT:\s*(?P<level>fatal"
    r"|warning),\s*(?:description = )?(?P<name>[A-Za-z_]+)"
)
_TRANSFER: Final = re.compile(
    r"(?P<way>READ|WRITE): (?P<version>(?:TLS|SSL)v[\d.]+) (?P<kind>Handshake"
    r"|Change Cipher Spec|Alert|Application Data|client hello message)"
)
_SSL2: Final = re.compile(r"WRITE: SSLv2 client hello message")
_SUITE: Final = re.compile(r"Cipher Suite: (\w+)")
_MODULUS: Final = re.compile(r"DH Modulus: +\{([\d, ]+)\}")
_NO_CERTIFICATE: Final = re.compile(
    r"no suitable certificate found - continuing without client authentication", re.IGNORECASE
)
_KEYSTORE: Final = re.compile(r"keyStore is ?: ?(\S*)")
_EXCEPTION: Final = re.compile(r"Exception|Received fatal alert|[Ee]rror")
_STEPS: Final = {
    "ClientHello": "client_hello", "ServerHello": "server_hello", "ServerHelloDone": "server_hello_done",
    "Certificate chain": "certificate", "CertificateRequest": "certificate_request", "Finished": "finished",
    "CertificateVerify": "certificate_verify", "HelloRequest": "hello_request",
}  # fmt: skip


def sniff(head: bytes) -> float:
    """Stars, chains and alerts of the old layout."""
    return min(0.95, 0.8 + 0.05 * len(_SNIFF.findall(head[:32768]))) if _SNIFF.search(head) else 0.0


@final
class _Reader(LineReader):
    """Reads line after line. The layout names no connection: a new one begins with each ClientHello."""

    __slots__ = ("_body", "_certificate", "_connection", "_in", "_keys", "_recent", "_steps")

    PRODUCT = "java"

    def _clear(self) -> None:
        self._connection = self._log.connection
        self._steps: list[str] = []
        self._in = ""
        self._body: list[str] = []
        self._certificate: list[SeenCertificate] = []
        self._recent = ""
        self._keys = -1

    def take(self, number: int, line: str) -> Iterator[Connection]:
        words = command_of(line)
        message = _MESSAGE.search(line)
        if words is not None or (
            message and message["what"] == "ClientHello" and "c:client_hello" in self._steps and self._is_over()
        ):
            yield from self.end()
            self._command = words if words is not None else self._command
            last, self._recent = self._recent, ""
            self._begin(number)
            self._recent = last
        if message is not None:
            self._close()
            self._open(message)
        elif line.strip().endswith("***") and len(line.strip()) < 6:
            self._close()
        elif self._in and len(self._body) < MAX_BODY_LINES and not _TRANSFER.search(line) and not _ALERT.search(line):
            self._body.append(line)
            if self._in == "certificate" or not _EXCEPTION.search(line):
                return
        self._line(line)

    def end(self) -> Iterator[Connection]:
        """The connection as it stands, where anything was told of it."""
        self._close()
        connection = self._connection
        if not self._steps and not self._log.tells and connection.presented is None and connection.offer is None:
            return
        connection.steps = tuple(self._steps)
        connection.established = {step[0] for step in self._steps if step.endswith(":finished")} == {"c", "s"} or (
            self._steps.count("c:finished") > 1
        )
        if self._keys == 0 and connection.client_configured and connection.client_presented == ():
            self._log.add_remark(
                Remark("no-private-key", CLIENT, "no key was found in the configured keystore", product="java")
            )
        yield self._log.finish()
        self._steps = []
        self._log = LogConnection(self._context.source, self._count, "")
        self._connection = self._log.connection

    def _is_over(self) -> bool:
        return any(step.startswith("s:") for step in self._steps) or self._log.tells

    def _open(self, message: re.Match[str]) -> None:
        what = message["what"]
        if what == "ClientHello":
            read = "READ: " in self._recent
            self._connection.viewpoint = SERVER if read else CLIENT
        if what == "Finished":
            side = SERVER if "c:finished" in self._steps else CLIENT
        elif what == "ClientHello" or "ClientKey" in what or what == "CertificateVerify":
            side = CLIENT
        elif what == "Certificate chain":
            side = CLIENT if self._after_server_done() else SERVER
        else:
            side = SERVER
        step = _STEPS.get(what) or ("server_key_exchange" if "ServerKey" in what else "client_key_exchange")
        self._steps.append(f"{side[0]}:{step}")
        self._in = step
        self._body = [message["version"] or ""]

    def _after_server_done(self) -> bool:
        return "s:server_hello_done" in self._steps

    def _close(self) -> None:
        """Read the message that has ended."""
        kind, body = self._in, self._body
        self._in, self._body = "", []
        if not kind:
            return
        text = "\n".join(body)
        if kind == "client_hello":
            self._connection.offer = read_client_hello(body[0], text)
        elif kind == "server_hello":
            suite = _SUITE.search(text)
            cipher = cipher_suite_number(suite.group(1)) if suite else None
            self._connection.answer = Answer(
                version_number(body[0]), cipher, renegotiation="renegotiation_info" in text
            )
        elif kind == "certificate":
            self._take_chain(text)
        elif kind == "certificate_request":
            self._connection.request = AuthorityRequest(read_authorities(body))
        elif kind == "server_key_exchange":
            modulus = _MODULUS.search(text)
            if modulus is not None:
                self._connection.dh_bits = bits_of(modulus.group(1))

    def _take_chain(self, text: str) -> None:
        chain = tuple(read_certificate(part) for part in re.split(r"chain \[\d+\] = \[", text)[1:])
        if self._after_server_done():
            self._connection.client_presented = chain
        else:
            self._connection.presented = chain

    def _line(self, line: str) -> None:
        if "chain [" in line and not self._in and "] = [" in line:
            self._in, self._body = "certificate", [line]
            return
        self._recent = f"{self._recent[-200:]} {line.strip()[:200]}" if not line.startswith("***") else self._recent
        alert = _ALERT.search(line) or _ALERT.search(self._recent)
        if alert is not None:
            self._take_alert(alert)
            self._recent = ""
            return
        if _SSL2.search(line):
            self._connection.offer = self._connection.offer or Offer((0x0301,), (), None, ssl2=True)
            self._connection.offer = with_ssl2(self._connection.offer)
            self._connection.viewpoint = CLIENT
        if _NO_CERTIFICATE.search(line):
            self._connection.client_presented = ()
        keystore = _KEYSTORE.search(line)
        if keystore is not None:
            self._connection.client_configured = bool(keystore.group(1))
            self._keys = 0
        elif "found key for" in line:
            self._keys += 1
        if _EXCEPTION.search(line) and not line.lstrip().startswith("at "):
            self._log.take(listen(line, self._connection.viewpoint, "java"))
        elif "SSL peer shut down" in line or "received EOFException" in line:
            words = "the peer closed the connection"
            self._log.add_remark(Remark("closed", self._connection.viewpoint, words, product="java"))

    def _take_alert(self, match: re.Match[str]) -> None:
        if self._connection.viewpoint == UNKNOWN:
            self._connection.viewpoint = CLIENT
        own = self._connection.viewpoint
        code = alert_code(match["name"])
        name = alert_name(code) if code is not None else match["name"]
        by = own if match["way"] == "SEND" else other_side(own)
        self._log.add_alert(Alert(by, match["level"], name, code))
        version = version_number(match["version"])
        if self._connection.offer is None and self._connection.answer is None and version is not None:
            self._connection.offer = Offer((version,), (), None, complete=False)


PARSER: Final = Parser("java-legacy", "javax.net.debug of JDK 6 to 8", sniff, _Reader.read)
