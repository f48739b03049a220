"""IAIK iSaSiLk: the ``ssl_debug(n):`` lines of webMethods Integration Server and of SAP; n tells connections apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import normal_name
from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.evidence.speech import listen
from chainaudit.evidence.text.lines import text_lines
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Answer, AuthorityRequest, Offer, Remark
from chainaudit.tls.cipher_suites import cipher_suite_number
from chainaudit.tls.versions import version_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_OPEN: Final = 5_000

_LINE: Final = re.compile(r"ssl_debug\((?P<id>\d{1,9})\): ?(?P<text>.*)")
_HELLO: Final = re.compile(r"Sending v[23] client_hello(?: message)?.*?requesting version (?:(?P<version>\d\.\d)|<)")
_GOT_HELLO: Final = re.compile(r"Received v[23] client_hello.*?(?:version (?P<version>\d\.\d))?")
_GOT_SERVER: Final = re.compile(
    r"Received (?:v3 )?server_hello handshake message|Server selected SSL version (?P<version>\d\.\d)"
)
_SUITE: Final = re.compile(r"(?:Selected ciphersuite|CipherSuite selected by server): (?P<name>\w+)")
_EXTENSIONS: Final = re.compile(r"Sending extensions: (?P<list>.*)")
_CHAIN: Final = re.compile(
    r"Server sent a (?P<bits>\d+) bit (?P<algorithm>\w+) certificate, chain has (?P<count>\d+) element"
)
_AUTHORITY: Final = re.compile(r"^\s*(?:[A-Za-z]{1,12}|[0-9.]+)\s*=.+")
_STEPS: Final = (
    (re.compile(r"Received certificate handshake message with server certificate"), "s:certificate", CLIENT),
    (re.compile(r"Received certificate handshake message with client certificate"), "c:certificate", SERVER),
    (re.compile(r"Received certificate_request"), "s:certificate_request", CLIENT),
    (re.compile(r"Sending certificate_request"), "s:certificate_request", SERVER),
    (re.compile(r"Received server_hello_done"), "s:server_hello_done", CLIENT),
    (re.compile(r"Sending server_hello_done"), "s:server_hello_done", SERVER),
    (re.compile(r"Sending client_key_exchange"), "c:client_key_exchange", CLIENT),
    (re.compile(r"Received server_key_exchange"), "s:server_key_exchange", CLIENT),
    (re.compile(r"Sending finished message"), "own:finished", ""),
    (re.compile(r"Received finished message"), "peer:finished", ""),
)


def sniff(head: bytes) -> float:
    """The mark of the library."""
    return 0.97 if b"ssl_debug(" in head else 0.0


def parse(stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
    """The connections by their number; a number begins anew with each ``Starting handshake``."""
    table: dict[str, _Handshake] = {}
    count = 0
    for line in text_lines(stream):
        match = _LINE.search(line)
        if match is None:
            continue
        number, text = match["id"], match["text"]
        current = table.get(number)
        if current is None or ("Starting handshake" in text and current.is_begun):
            if current is not None:
                yield table.pop(number).finish()
            current = table[number] = _Handshake(context.source, count, f"ssl_debug({number})")
            count += 1
        current.take(text)
        if len(table) > MAX_OPEN:
            yield table.pop(next(iter(table))).finish()
    for handshake in table.values():
        yield handshake.finish()


@final
class _Handshake:
    """One handshake as the library tells it."""

    __slots__ = ("_authorities", "_extensions", "_log", "_steps", "_version", "is_begun")

    def __init__(self, source: str, index: int, label: str) -> None:
        self._log = LogConnection(source, index, label)
        self._log.product = "iaik"
        self._authorities: list[str] | None = None
        self._extensions: str | None = None
        self._steps: list[str] = []
        self._version: int | None = None
        self.is_begun = False

    def take(self, text: str) -> None:
        """Take what stands behind the mark."""
        self.is_begun = True
        if self._take_authority(text) or self._take_hello(text):
            return
        for pattern, step, side in _STEPS:
            if pattern.search(text):
                self._step(step, side)
                return
        chain = _CHAIN.search(text)
        if chain is not None:
            self._side(CLIENT)
            return
        if "No client certificate available" in text or "sending empty certificate" in text:
            self._side(CLIENT)
            self._log.connection.client_presented = ()
            self._steps.append("c:certificate")
        elif "Certificate message is empty" in text:
            self._side(SERVER)
            self._log.connection.client_presented = ()
            words = "Certificate message is empty"
            self._log.add_remark(Remark("no-client-certificate", SERVER, words, product="iaik"))
        else:
            self._log.take(listen(text, self._log.connection.viewpoint, "iaik"))

    def _take_hello(self, text: str) -> bool:
        hello, got = _HELLO.search(text), _GOT_HELLO.search(text)
        if hello is not None or got is not None:
            self._side(CLIENT if hello else SERVER)
            match = hello or got
            self._version = version_number(match["version"]) if match is not None and match["version"] else None
            self._steps.append("c:client_hello")
            return True
        extensions = _EXTENSIONS.search(text)
        if extensions is not None:
            self._extensions = extensions["list"]
            return True
        answer = _GOT_SERVER.search(text)
        if answer is not None:
            number = version_number(answer["version"]) if answer["version"] else None
            self._log.connection.answer = Answer(number, None)
            if "s:server_hello" not in self._steps:
                self._steps.append("s:server_hello")
            return True
        suite = _SUITE.search(text)
        if suite is not None and self._log.connection.answer is not None:
            version = self._log.connection.answer.version
            self._log.connection.answer = Answer(version, cipher_suite_number(suite["name"]))
            return True
        return False

    def _take_authority(self, text: str) -> bool:
        if "Accepted certificate authorities" in text:
            self._authorities = []
            return True
        if self._authorities is not None and _AUTHORITY.match(text):
            self._authorities.append(normal_name(text))
            return True
        return False

    def _step(self, step: str, side: str) -> None:
        if side:
            self._side(side)
        own = self._log.connection.viewpoint
        if step.startswith(("own:", "peer:")):
            is_client = (own != SERVER) == step.startswith("own:")
            step = f"{'c' if is_client else 's'}:finished"
        self._steps.append(step)

    def _side(self, side: str) -> None:
        if self._log.connection.viewpoint == UNKNOWN:
            self._log.connection.viewpoint = side

    def finish(self) -> Connection:
        """The connection."""
        connection = self._log.connection
        if "c:client_hello" in self._steps:
            name = "HOST" if self._extensions and "server_name" in self._extensions else None
            versions = (self._version,) if self._version is not None else ()
            connection.offer = Offer(versions, (), name, complete=self._extensions is not None)
        if self._authorities is not None:
            connection.request = AuthorityRequest(tuple(self._authorities))
        connection.steps = tuple(self._steps)
        connection.established = {"c:finished", "s:finished"} <= set(self._steps)
        return self._log.finish()


PARSER: Final = Parser("iaik", "ssl_debug lines of IAIK iSaSiLk (webMethods, SAP)", sniff, parse)
