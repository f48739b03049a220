"""Output of ``gnutls-cli`` and ``gnutls-serv``, also with ``-d`` (their debug levels)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import normal_name
from chainaudit.evidence.parser import Parser
from chainaudit.evidence.speech import listen
from chainaudit.evidence.text.blocks import BlockReader
from chainaudit.evidence.text.command_line import command_of, exit_of
from chainaudit.evidence.text.dates import year_first
from chainaudit.evidence.text.line_reader import LineReader
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, AuthorityRequest, Offer, SeenCertificate
from chainaudit.tls.versions import version_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.evidence.parser import ParserContext
    from chainaudit.model.evidence import Connection

_CERTIFICATE: Final = re.compile(
    r"subject [`'](?P<subject>.*?)', issuer [`'](?P<issuer>.*?)', (?:serial"
    r" 0x(?P<serial>[0-9a-fA-F]+), )?(?P<algorithm>RSA|EC|DSA|Ed\w+)?[^,]*?"
    r"key (?P<bits>\d+) bits, signed using (?P<signature>[\w-]+)(?:"
    r" \(broken!\))?, activated `(?P<start>[^']+)', expires `(?P<end>[^']+)'"
)
_FAILED: Final = re.compile(r"^Error in handshake: ")
"""What gnutls-serv says of a connection that it gives up."""

_CLIENT_MODE: Final = "- Simple Client Mode:"
_OWN_WORDS: Final = ("*** ", "- ", "|<", "# ")
_ACCEPTED: Final = re.compile(r"^\* Accepted connection from")
_NAME: Final = re.compile(r"sent server name: '([^']{1,255})'")
_GIVEN: Final = re.compile(r"Given server name\[\d+\]: (\S+)")
_VERSION: Final = re.compile(r"Advertizing version (3\.\d)")
_AUTHORITY: Final = re.compile(r"^\s+\[\d+\]: (.+=.+)$")
_DONE: Final = re.compile(r"^- (?:Description: \(|Handshake was completed)")
_SENT: Final = re.compile(r"^- Successfully sent (\d{1,4}) certificate\(s\) to server")
_DIGEST: Final = re.compile(r"SHA\d+|MD\d")
_NOISE: Final = re.compile(
    r"^\|<\d+>\| (?:ASSERT|Keeping|checking|added|self-signed cert found|HSK\[\w+\]: (?:Requested|ciphersuite))"
)
_SNIFF: Final = re.compile(
    rb"(?m)^.{0,100}?(?:\|<\d>\| |\*\*\* (?:Fatal error|PKI verification|Received"
    rb" alert)|- Status: The certificate|- Certificate type: X\.509|gnutls-(?:cli|serv)"
    rb"|Error in handshake: |Server listening on IPv[46] )"
)


def sniff(head: bytes) -> float:
    """Debug lines and the report have a form of their own."""
    found = len(_SNIFF.findall(head[:16384]))
    return min(0.89, 0.5 + 0.1 * found) if found else 0.0


@final
class _Reader(LineReader):
    """Reads line after line."""

    __slots__ = ("_authorities", "_blocks", "_certificates", "_is_talking", "_name", "_side", "_versions")

    PRODUCT = "gnutls"

    def __init__(self, context: ParserContext) -> None:
        self._side = UNKNOWN
        super().__init__(context)

    def _clear(self) -> None:
        self._log.connection.viewpoint = self._side
        self._certificates: list[SeenCertificate] = []
        self._authorities: list[str] | None = None
        self._is_talking = False
        self._versions: list[int] = []
        self._name: str | None = None
        self._blocks = BlockReader()

    def take(self, number: int, line: str) -> Iterator[Connection]:
        words = command_of(line)
        if words is not None or _ACCEPTED.match(line):
            if words is not None:
                self._command = words
                self._side = CLIENT if "cli" in words[0] else SERVER
            else:
                self._side = SERVER
            yield from self.end()
            self._begin(number)
            return
        failed = _FAILED.match(line)
        if failed:
            self._side = self._log.connection.viewpoint = SERVER
        self._line(line)
        if failed:
            yield from self.end()
            self._begin(number)

    def end(self) -> Iterator[Connection]:
        """The connection as it stands, where anything was told of it."""
        connection = self._log.connection
        if not (self._log.tells or self._certificates or self._versions or connection.established):
            return
        if self._certificates:
            connection.presented = tuple(self._certificates)
        if self._versions and self._side != SERVER:
            connection.offer = Offer(tuple(self._versions), (), self._name, complete=bool(self._versions))
        if self._authorities is not None:
            connection.request = AuthorityRequest(tuple(self._authorities))
        yield self._log.finish()

    def _line(self, line: str) -> None:
        status = exit_of(line)
        if status is not None:
            self._log.connection.exit_status = status
            return
        if _NOISE.match(line):
            return
        if self._is_talking and line and not line.startswith(_OWN_WORDS):
            self._log.connection.server_data += len(line)
        self._is_talking = self._is_talking or line.startswith(_CLIENT_MODE)
        encoded = self._blocks.take(line)
        if encoded is not None or self._blocks.inside:
            return
        certificate = _CERTIFICATE.search(line)
        if certificate is not None and "Certificate" not in line[:2]:
            self._certificates.append(_seen(certificate))
            return
        if self._take_facts(line):
            return
        heard = listen(line, self._side, "gnutls")
        self._log.take(heard)

    def _take_facts(self, line: str) -> bool:
        version = _VERSION.search(line)
        if version is not None:
            number = version_number(version.group(1))
            if number is not None:
                self._versions.append(number)
            self._side = self._log.connection.viewpoint = CLIENT
            return True
        name = _NAME.search(line) or _GIVEN.search(line)
        if name is not None:
            self._name = name.group(1)
            return True
        sent = _SENT.match(line)
        if sent is not None:
            self._take_sent(int(sent.group(1)))
            return True
        if "Server's trusted authorities" in line:
            self._authorities = []
            return True
        authority = _AUTHORITY.match(line) if self._authorities is not None else None
        if authority is not None and self._authorities is not None:
            self._authorities.append(normal_name(authority.group(1)))
            return True
        if _DONE.match(line):
            self._log.connection.established = True
            return True
        return False

    def _take_sent(self, count: int) -> None:
        """A request was answered: with how many certificates."""
        connection = self._log.connection
        if count == 0:
            connection.client_presented = ()
        else:
            connection.client_configured = True
        connection.steps = ("s:certificate_request", "c:certificate")


def _seen(match: re.Match[str]) -> SeenCertificate:
    seen = SeenCertificate(normal_name(match["subject"]), normal_name(match["issuer"]))
    seen.serial = int(match["serial"], 16) if match["serial"] else None
    seen.key_algorithm, seen.key_bits = match["algorithm"], int(match["bits"][:6])
    digest = _DIGEST.search(match["signature"])
    seen.digest = digest.group(0).lower() if digest else None
    seen.not_before, seen.not_after = year_first(match["start"]), year_first(match["end"])
    return seen


PARSER: Final = Parser("gnutls", "output of gnutls-cli and gnutls-serv", sniff, _Reader.read)
