"""ClientHello and ServerHello (RFC 8446 4.1, RFC 5246 7.4.1), and the SSL 2 form of the former (RFC 5246 E.2)."""

from __future__ import annotations

from typing import Final, final

from chainaudit.errors import EncodingError
from chainaudit.tls.cipher_suites import RENEGOTIATION_SCSV
from chainaudit.tls.cursor import Cursor
from chainaudit.tls.versions import TLS1_3, is_grease

SERVER_NAME: Final = 0
SUPPORTED_GROUPS: Final = 10
SIGNATURE_ALGORITHMS: Final = 13
APPLICATION_LAYER_PROTOCOL: Final = 16
ENCRYPT_THEN_MAC: Final = 22
EXTENDED_MASTER_SECRET: Final = 23
PRE_SHARED_KEY: Final = 41
SUPPORTED_VERSIONS: Final = 43
RENEGOTIATION_INFO: Final = 0xFF01

RETRY_RANDOM: Final = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
"""The random value that marks a ServerHello as a HelloRetryRequest (RFC 8446 4.1.3)."""

_RANDOM: Final = 32
_MAX_NAME: Final = 255


@final
class ClientHello:
    """What a client offered. Numbers are those of the wire, without GREASE (RFC 8701).

    ``versions`` is the supported_versions extension, empty where it was not sent.
    """

    __slots__ = (
        "alpn",
        "ciphers",
        "extensions",
        "groups",
        "legacy_version",
        "random",
        "server_name",
        "session_id",
        "signature_algorithms",
        "ssl2_framed",
        "versions",
    )

    def __init__(self, legacy_version: int, random: bytes, session_id: bytes, ciphers: tuple[int, ...]) -> None:
        self.legacy_version = legacy_version
        self.random = random
        self.session_id = session_id
        self.ciphers = ciphers
        self.extensions: tuple[int, ...] = ()
        self.versions: tuple[int, ...] = ()
        self.server_name: str | None = None
        self.signature_algorithms: tuple[int, ...] = ()
        self.groups: tuple[int, ...] = ()
        self.alpn: tuple[str, ...] = ()
        self.ssl2_framed = False

    @property
    def offered_versions(self) -> tuple[int, ...]:
        """The versions offered, best first: the extension where it was sent, else the one legacy version."""
        return self.versions or (self.legacy_version,)

    @property
    def secure_renegotiation(self) -> bool:
        """Whether RFC 5746 was offered, by extension or by signalling suite."""
        return RENEGOTIATION_INFO in self.extensions or RENEGOTIATION_SCSV in self.ciphers


@final
class ServerHello:
    """What a server chose; ``version`` is that of supported_versions where it was sent."""

    __slots__ = ("cipher", "extensions", "is_retry", "legacy_version", "random", "session_id", "version")

    def __init__(self, legacy_version: int, random: bytes, session_id: bytes, cipher: int) -> None:
        self.legacy_version = legacy_version
        self.random = random
        self.session_id = session_id
        self.cipher = cipher
        self.version = legacy_version
        self.is_retry = random == RETRY_RANDOM
        self.extensions: tuple[int, ...] = ()


def parse_client_hello(body: bytes) -> ClientHello:
    """Read the body of a ClientHello.

    Extensions that break off are passed over: what was read before them is kept.

    Raises:
        EncodingError: the fixed part is broken.
    """
    cursor = Cursor(body)
    hello = ClientHello(cursor.number(2), cursor.take(_RANDOM), cursor.vector(1), _suites(cursor))
    try:
        cursor.vector(1)
        _client_extensions(hello, cursor)
    except EncodingError:
        pass  # the ciphers and the version are known, which is what a refusal is judged by
    return hello


def parse_ssl2_client_hello(payload: bytes) -> ClientHello:
    """Read a ClientHello in SSL 2 framing, from the message type on.

    Raises:
        EncodingError: the lengths do not add up.
    """
    cursor = Cursor(payload, 1)
    version = cursor.number(2)
    specs, session, challenge = cursor.number(2), cursor.number(2), cursor.number(2)
    content = cursor.take(specs)
    numbers = (int.from_bytes(content[at : at + 3], "big") for at in range(0, specs - specs % 3, 3))
    session_id = cursor.take(session)
    random = cursor.take(challenge)
    hello = ClientHello(version, random, session_id, tuple(number for number in numbers if number <= 0xFFFF))
    hello.ssl2_framed = True
    return hello


def parse_server_hello(body: bytes) -> ServerHello:
    """Read the body of a ServerHello or HelloRetryRequest.

    Raises:
        EncodingError: the fixed part is broken.
    """
    cursor = Cursor(body)
    hello = ServerHello(cursor.number(2), cursor.take(_RANDOM), cursor.vector(1), cursor.number(2))
    try:
        cursor.take(1)
        if cursor.left:
            _server_extensions(hello, Cursor(cursor.vector(2)))
    except EncodingError:
        pass  # version and suite are known
    return hello


def _suites(cursor: Cursor) -> tuple[int, ...]:
    """The cipher suites, as many as are there where the message was cut off."""
    length = cursor.number(2)
    content = cursor.take(min(length, cursor.left))
    return _without_grease(tuple(int.from_bytes(content[at : at + 2], "big") for at in range(0, len(content) - 1, 2)))


def _without_grease(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(number for number in numbers if not is_grease(number))


def _client_extensions(hello: ClientHello, cursor: Cursor) -> None:
    if not cursor.left:
        return
    inner = Cursor(cursor.data, cursor.at + 2, min(cursor.end, cursor.at + 2 + cursor.number(2)))
    types: list[int] = []
    while inner.left:
        number, content = inner.number(2), Cursor(inner.vector(2))
        if is_grease(number):
            continue
        types.append(number)
        hello.extensions = tuple(types)
        if number == SERVER_NAME and content.left:
            hello.server_name = _server_name(Cursor(content.vector(2)))
        elif number == SUPPORTED_VERSIONS:
            hello.versions = _without_grease(content.numbers(1, 2))
        elif number == SIGNATURE_ALGORITHMS:
            hello.signature_algorithms = _without_grease(content.numbers(2, 2))
        elif number == SUPPORTED_GROUPS:
            hello.groups = _without_grease(content.numbers(2, 2))
        elif number == APPLICATION_LAYER_PROTOCOL:
            hello.alpn = _protocols(Cursor(content.vector(2)))


def _server_name(cursor: Cursor) -> str | None:
    while cursor.left:
        kind, name = cursor.number(1), cursor.vector(2)
        if kind == 0:
            return printable(name[:_MAX_NAME])
    return None


def _protocols(cursor: Cursor) -> tuple[str, ...]:
    names: list[str] = []
    while cursor.left:
        name = cursor.vector(1)
        if not is_grease(int.from_bytes(name, "big")):
            names.append(printable(name))
    return tuple(names)


def _server_extensions(hello: ServerHello, cursor: Cursor) -> None:
    types: list[int] = []
    while cursor.left:
        number, content = cursor.number(2), Cursor(cursor.vector(2))
        types.append(number)
        hello.extensions = tuple(types)
        if number == SUPPORTED_VERSIONS and content.left >= 2:
            chosen = content.number(2)
            if chosen >= TLS1_3:
                hello.version = chosen


def printable(data: bytes) -> str:
    """Bytes as text that is safe to print: what is not printable ASCII is escaped."""
    return "".join(chr(octet) if 0x20 <= octet < 0x7F else f"\\x{octet:02x}" for octet in data)
