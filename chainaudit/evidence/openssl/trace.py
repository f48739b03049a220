"""What ``openssl s_client -trace`` and ``s_server -trace`` print: records and messages field by field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, final

from chainaudit.evidence.certificates import normal_name, see_certificate
from chainaudit.evidence.text.blocks import BlockReader
from chainaudit.model.evidence import CLIENT, SERVER, UNKNOWN, Alert, Answer, AuthorityRequest, Offer, other_side
from chainaudit.tls.alerts import alert_name
from chainaudit.tls.cipher_suites import RENEGOTIATION_SCSV
from chainaudit.tls.versions import TLS1_3

if TYPE_CHECKING:
    from chainaudit.model.evidence import Connection

MAX_CERTIFICATES: Final = 32

_RECORD: Final = re.compile(r"^(?P<way>Sent|Received) (?:TLS )?Record")
_MESSAGE: Final = re.compile(r"^ {4}(?P<name>[A-Z]\w+), Length=\d+")
_VERSION: Final = re.compile(r"^ +(?:client|server)_version=0x(?P<number>[0-9a-fA-F]{1,4})")
_SUITE: Final = re.compile(r"^ +(?:cipher_suite )?\{0x(?P<high>[0-9A-F]{2}), 0x(?P<low>[0-9A-F]{2})\}")
_EXTENSION: Final = re.compile(r"^ +extension_type=(?P<name>\w+)\((?P<number>\d+)\)")
_SUPPORTED: Final = re.compile(r"^ +(?:TLS|SSL) ?[\d.]+ \((?P<number>\d{3})\)")
_HEX_ROW: Final = re.compile(r"^ +0000 - (?P<bytes>(?:[0-9a-f]{2}[ -])+)")
_ALERT: Final = re.compile(r"^ +Level=(?P<level>fatal|warning)\(\d\), description=[\w ]+\((?P<code>\d{1,3})\)")
_AUTHORITY: Final = re.compile(r"^ +DistinguishedName \(len=\d+\): (?P<name>.+)")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_RENEGOTIATE: Final = "renegotiate"
_OF_SERVERS: Final = frozenset(
    ("ServerHello", "EncryptedExtensions", "CertificateRequest", "ServerHelloDone", "ServerKeyExchange")
)


@final
class TraceReader:
    """Takes the lines of a trace and tells what they show; ``steps`` are the messages so far."""

    __slots__ = (
        "_alerts",
        "_blocks",
        "_chains",
        "_extension",
        "_message",
        "_name",
        "_names",
        "_renegotiation",
        "_side",
        "_suites",
        "_version",
        "_versions",
        "_way",
        "steps",
    )

    def __init__(self) -> None:
        self.steps: list[str] = []
        self._way = ""
        self._side = UNKNOWN
        self._message = ""
        self._extension = ""
        self._suites: dict[str, list[int]] = {CLIENT: [], SERVER: []}
        self._versions: dict[str, list[int]] = {CLIENT: [], SERVER: []}
        self._version: dict[str, int] = {}
        self._renegotiation: set[str] = set()
        self._name: str | None = None
        self._names: list[str] | None = None
        self._chains: dict[str, list[bytes]] = {}
        self._alerts: list[Alert] = []
        self._blocks = BlockReader()

    @property
    def owner(self) -> str:
        """Whose output it is, by who sent the ClientHello."""
        return self._side

    def take(self, line: str) -> bool:
        """Take a line; true where it belongs to the trace."""
        record = _RECORD.match(line)
        if record is not None:
            self._way, self._message, self._extension = record["way"], "", ""
            return True
        if not self._way or not line.startswith("  "):
            if self._message == "Certificate" and self._way:
                return self._take_block(line)
            return False
        message = _MESSAGE.match(line)
        if message is not None:
            self._take_message(message["name"])
            return True
        self._take_field(line)
        return True

    def _sender(self) -> str:
        return self._side if self._way == "Sent" else other_side(self._side)

    def _take_message(self, name: str) -> None:
        if self._side == UNKNOWN and (name == "ClientHello" or name in _OF_SERVERS):
            self._side = CLIENT if (self._way == "Sent") == (name == "ClientHello") else SERVER
        self._message, self._extension = name, ""
        side = self._sender()
        self.steps.append(f"{side[:1]}:{_CAMEL.sub('_', name).lower()}")
        if name == "Certificate":
            self._chains[side] = []
        elif name == "CertificateRequest":
            self._names = []

    def _take_block(self, line: str) -> bool:
        inside = self._blocks.inside
        encoded = self._blocks.take(line)
        chain = self._chains.get(self._sender())
        if encoded is not None and chain is not None and len(chain) < MAX_CERTIFICATES:
            chain.append(encoded)
        return (inside or self._blocks.inside) and not self._blocks.is_foreign

    def _take_field(self, line: str) -> None:
        alert = _ALERT.match(line)
        if alert is not None:
            code = int(alert["code"])
            self._alerts.append(Alert(self._sender(), alert["level"], alert_name(code), code))
            return
        if self._message == "Certificate":
            self._take_block(line)
            return
        extension = _EXTENSION.match(line)
        if extension is not None:
            self._extension = extension["name"]
            if extension["name"] == _RENEGOTIATE:
                self._renegotiation.add(self._sender())
            return
        authority = _AUTHORITY.match(line)
        if authority is not None and self._names is not None:
            self._names.append(normal_name(authority["name"]))
        elif self._message in {"ClientHello", "ServerHello"}:
            self._take_hello(line)

    def _take_hello(self, line: str) -> None:
        side = self._sender()
        if side == UNKNOWN:
            return
        version, suite = _VERSION.match(line), _SUITE.match(line)
        if version is not None:
            self._version[side] = int(version["number"], 16)
        elif suite is not None:
            self._suites[side].append(int(suite["high"] + suite["low"], 16))
        elif self._extension == "supported_versions":
            supported = _SUPPORTED.match(line)
            if supported is not None:
                self._versions[side].append(int(supported["number"]))
        elif self._extension == "server_name":
            row = _HEX_ROW.match(line)
            if row is not None:
                data = bytes.fromhex(row["bytes"].replace("-", " "))
                self._name = data[5:].decode("ascii", "replace")

    def tell(self, connection: Connection) -> None:
        """Add what was shown to a connection."""
        if not self.steps and not self._alerts:
            return
        if self._suites[CLIENT]:
            ciphers = tuple(self._suites[CLIENT])
            versions = tuple(self._versions[CLIENT]) or tuple(
                number for side, number in self._version.items() if side == CLIENT
            )
            renegotiation = CLIENT in self._renegotiation or RENEGOTIATION_SCSV in ciphers
            connection.offer = Offer(versions, ciphers, self._name, renegotiation=renegotiation)
        if self._suites[SERVER]:
            version = (self._versions[SERVER] or [self._version.get(SERVER, 0)])[0] or None
            known = SERVER in self._renegotiation or version == TLS1_3
            connection.answer = Answer(version, self._suites[SERVER][0], renegotiation=known)
        for side, chain in self._chains.items():
            seen = tuple(see_certificate(each) for each in chain)
            if side == CLIENT:
                connection.client_presented = seen
            else:
                connection.presented = seen
        if self._names is not None:
            connection.request = AuthorityRequest(tuple(self._names))
        connection.alerts = tuple(self._alerts)
        connection.steps = tuple(self.steps)
