"""Text copied out of Microsoft Message Analyzer: ``ClientHello{client_version=TLS 1.2,…}``, ``Alert{level=2,…}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.evidence.log_connection import LogConnection
from chainaudit.evidence.parser import Parser, ParserContext
from chainaudit.model.evidence import CLIENT, SERVER, Alert, Answer, Offer
from chainaudit.tls.alerts import LEVEL_NAMES, alert_name
from chainaudit.tls.cipher_suites import RENEGOTIATION_SCSV
from chainaudit.tls.versions import version_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from chainaudit.model.evidence import Connection

MAX_BYTES: Final = 8 << 20
"""A copy of a few messages; more than this is no copy out of a window."""

_HELLO: Final = re.compile(
    r"(?:client_version=|ClientHello\{)?(?:TLS )?(?P<version>[123]\.\d|TLS \d\.\d|SSL 3\.0),random=Random\{.{0,2000}?"
    r"cipher_suites=\[(?P<suites>[\d, ]*)\](?P<rest>.{0,4000})",
    re.DOTALL,
)
_SERVER_HELLO: Final = re.compile(
    r"server_version=(?:TLS )?(?P<version>\d\.\d).{0,2000}?cipher_suite=(?P<suite>\d+)", re.DOTALL
)
_ALERT: Final = re.compile(r"Alert\{level=(?P<level>\d),description=(?P<code>\d+)\}")
_ALERT_ROWS: Final = re.compile(r"level +\w+\((?P<level>\d)\).{0,200}?description +\w+\((?P<code>\d+)\)", re.DOTALL)
_EXTENSION: Final = re.compile(r"extension_type: (\w+)")
_NAME: Final = re.compile(r"host_name[^\w.]{1,10}([\w.-]{1,255})")
_SNIFF: Final = re.compile(
    rb"cipher_suites_length_in_bytes|ClientHello\{|ServerHello\{|TLS\.(?:Alert|ClientHello|ServerHello)\b|AlertDescription"
)


def sniff(head: bytes) -> float:
    """Its own way to write structures."""
    return 0.9 if _SNIFF.search(head.replace(b"\x00", b"")) else 0.0


def parse(stream: BinaryIO, context: ParserContext) -> Iterator[Connection]:
    """The one connection that the copied messages are of."""
    data = stream.read(MAX_BYTES)
    text = data.decode("utf-16") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data.decode("utf-8", "replace")
    log = LogConnection(context.source, 0, "copied messages")
    log.product = "message-analyzer"
    connection = log.connection
    hello = _HELLO.search(text)
    steps: list[str] = []
    if hello is not None:
        connection.offer = _offer(hello)
        steps.append("c:client_hello")
    answer = _SERVER_HELLO.search(text)
    if answer is not None:
        connection.answer = Answer(version_number(answer["version"]), int(answer["suite"][:6]))
        steps.append("s:server_hello")
    for match in (_ALERT.search(text) or _ALERT_ROWS.search(text),):
        if match is not None:
            code = int(match["code"][:4])
            log.add_alert(
                Alert(
                    SERVER if steps != ["s:server_hello"] else CLIENT,
                    LEVEL_NAMES.get(int(match["level"]), ""),
                    alert_name(code),
                    code,
                )
            )
    connection.steps = tuple(steps)
    if steps or log.tells:
        yield log.finish()


def _offer(match: re.Match[str]) -> Offer:
    version = version_number(f"TLS {match['version']}".replace("TLS TLS", "TLS"))
    suites = tuple(int(number) for number in match["suites"].replace(",", " ").split() if int(number) <= 0xFFFF)
    extensions = _EXTENSION.findall(match["rest"])
    name = _NAME.search(match["rest"])
    sent = "server_name" in extensions
    return Offer(
        (version,) if version is not None else (),
        suites,
        (name.group(1) if name else "HOST") if sent else None,
        renegotiation=RENEGOTIATION_SCSV in suites or "renegotiation_info" in extensions,
        complete=bool(extensions),
    )


PARSER: Final = Parser("message-analyzer", "text of Microsoft Message Analyzer", sniff, parse)
