"""What a capture or a log shows of one connection: offered, presented, asked for, said, closed.

A `Connection` is filled in by the parser that reads it and never changed once it is handed on: `Connection.but` gives
another. Sides are ``client`` and ``server``; times are aware UTC instants; ``None`` always means "not seen", an empty
tuple "seen to be empty".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name

CLIENT: Final = "client"
SERVER: Final = "server"
UNKNOWN: Final = "unknown"


def other_side(side: str) -> str:
    """The peer of a side."""
    return {CLIENT: SERVER, SERVER: CLIENT}.get(side, UNKNOWN)


@final
class Alert:
    """One alert: who sent it, its level (``warning``, ``fatal``, ``""`` where not known), name and number."""

    __slots__ = ("by", "code", "description", "level")

    def __init__(self, by: str, level: str, description: str, code: int | None) -> None:
        self.by = by
        self.level = level
        self.description = description
        self.code = code

    def __repr__(self) -> str:
        return f"Alert({self.by!r}, {self.level!r}, {self.description!r}, {self.code!r})"


@final
class Offer:
    """What the client offered; numbers of the wire, best first. ``server_name`` None: no SNI was sent."""

    __slots__ = (
        "alpn", "ciphers", "complete", "renegotiation", "server_name", "signature_algorithms", "ssl2", "versions",
    )  # fmt: skip

    def __init__(
        self,
        versions: tuple[int, ...],
        ciphers: tuple[int, ...],
        server_name: str | None,
        *,
        signature_algorithms: tuple[int, ...] = (),
        alpn: tuple[str, ...] = (),
        renegotiation: bool = True,
        ssl2: bool = False,
        complete: bool = True,
    ) -> None:
        self.versions = versions
        self.ciphers = ciphers
        self.server_name = server_name
        self.signature_algorithms = signature_algorithms
        self.alpn = alpn
        self.renegotiation = renegotiation
        self.ssl2 = ssl2
        self.complete = complete


@final
class Answer:
    """What the server chose; ``renegotiation`` tells whether it knows RFC 5746, None where that is not seen."""

    __slots__ = ("cipher", "renegotiation", "version")

    def __init__(self, version: int | None, cipher: int | None, *, renegotiation: bool | None = None) -> None:
        self.version = version
        self.cipher = cipher
        self.renegotiation = renegotiation


@final
class SeenCertificate:
    """A certificate as far as the evidence shows it: its DER, or the fields that a log printed.

    ``version`` counts from 1; ``names`` are the DNS names and addresses, None where they were not shown; ``key_bits``
    and ``digest`` (``sha256``) likewise; ``is_ca`` None where basicConstraints were not shown.
    """

    __slots__ = (
        "certificate",
        "der",
        "digest",
        "fingerprint",
        "is_ca",
        "issuer",
        "key_algorithm",
        "key_bits",
        "names",
        "not_after",
        "not_before",
        "purposes",
        "serial",
        "subject",
        "version",
    )

    def __init__(self, subject: str, issuer: str) -> None:
        self.subject = subject
        self.issuer = issuer
        self.der: bytes | None = None
        self.certificate: Certificate | None = None
        self.fingerprint: str | None = None
        self.serial: int | None = None
        self.version: int | None = None
        self.not_before: datetime | None = None
        self.not_after: datetime | None = None
        self.is_ca: bool | None = None
        self.names: tuple[str, ...] | None = None
        self.key_algorithm: str | None = None
        self.key_bits: int | None = None
        self.digest: str | None = None
        self.purposes: tuple[str, ...] | None = None

    @property
    def is_self_issued(self) -> bool:
        """Whether subject and issuer are the same name."""
        return self.subject == self.issuer


@final
class AuthorityRequest:
    """The server's request for a client certificate.

    ``authorities`` are RFC 4514 texts in the order sent, None where the list was not shown; ``length`` is the size of
    the message in bytes, None where not known. ``names`` are the same as names, where their DER was seen.
    """

    __slots__ = ("authorities", "length", "names")

    def __init__(
        self, authorities: tuple[str, ...] | None, length: int | None = None, names: tuple[Name, ...] = ()
    ) -> None:
        self.authorities = authorities
        self.length = length
        self.names = names


@final
class Remark:
    """A line by which a program tells what is wrong.

    ``meaning`` is a slug of the phrase tables in ``evidence/phrases/``; ``side`` is who found the fault (``client``,
    ``server``, ``unknown``); ``text`` is the line, shortened and without secrets; ``detail`` what it names (a host, a
    limit, a depth).
    """

    __slots__ = ("detail", "meaning", "product", "side", "text")

    def __init__(self, meaning: str, side: str, text: str, *, product: str = "", detail: str = "") -> None:
        self.meaning = meaning
        self.side = side
        self.text = text
        self.product = product
        self.detail = detail

    def __repr__(self) -> str:
        return f"Remark({self.meaning!r}, {self.side!r}, {self.text!r})"


@final
class Connection:
    """Everything that was seen of one connection, or of the one failure that a log tells of.

    ``closings`` are (side, ``fin`` or ``reset``) in order; ``steps`` the handshake messages as ``c:client_hello``;
    ``waited_seconds`` the longest silence after the last unanswered message; ``client_data``/``server_data`` bytes
    of application data; ``plaintext`` what each side said before any TLS (bounded); ``viewpoint`` whose log it is.
    ``spoke`` names the sides that sent anything, be it captured or not; ``exit_status`` is that with which the
    program ended whose log it is, where the log tells it; ``moment_is_assumed`` tells that the evidence holds no
    time and that of the file stands in for it.
    """

    __slots__ = (
        "address",
        "alerts",
        "answer",
        "client_configured",
        "client_data",
        "client_presented",
        "closings",
        "dh_bits",
        "encrypted_alerts",
        "established",
        "exit_status",
        "expected_host",
        "gaps",
        "index",
        "label",
        "moment",
        "moment_is_assumed",
        "offer",
        "plaintext",
        "presented",
        "presented_complete",
        "product",
        "remarks",
        "request",
        "sealed_lengths",
        "server_data",
        "server_port",
        "source",
        "spoke",
        "steps",
        "syn_only",
        "unseen",
        "viewpoint",
        "waited_seconds",
    )

    def __init__(self, source: str = "", index: int = 0, label: str = "") -> None:
        self.source = source
        self.index = index
        self.label = label
        self.address = ""
        self.viewpoint = UNKNOWN
        self.product = ""
        self.moment: datetime | None = None
        self.moment_is_assumed = False
        self.offer: Offer | None = None
        self.answer: Answer | None = None
        self.presented: tuple[SeenCertificate, ...] | None = None
        self.presented_complete = True
        self.client_presented: tuple[SeenCertificate, ...] | None = None
        self.client_configured: bool | None = None
        self.request: AuthorityRequest | None = None
        self.alerts: tuple[Alert, ...] = ()
        self.remarks: tuple[Remark, ...] = ()
        self.closings: tuple[tuple[str, str], ...] = ()
        self.steps: tuple[str, ...] = ()
        self.established = False
        self.exit_status: int | None = None
        self.client_data = 0
        self.server_data = 0
        self.encrypted_alerts: tuple[str, ...] = ()
        self.sealed_lengths: tuple[tuple[str, int], ...] = ()
        self.plaintext: dict[str, bytes] = {}
        self.dh_bits: int | None = None
        self.expected_host: str | None = None
        self.server_port: int | None = None
        self.syn_only = False
        self.waited_seconds = 0.0
        self.gaps = False
        self.spoke: tuple[str, ...] = ()
        self.unseen: tuple[str, ...] = ()

    def but(self, **changes: object) -> Connection:
        """The same connection with some facts told otherwise."""
        other = Connection()
        for name in self.__slots__:
            setattr(other, name, changes.pop(name) if name in changes else getattr(self, name))
        if changes:
            raise TypeError(f"a connection has no {', '.join(changes)}")
        return other


@final
class Diagnosis:
    """The cause of one connection's failure; ``cause`` None where nothing failed or nothing can be said.

    ``refused_by`` is ``client``, ``server``, ``either``, ``network``, ``none`` or ``unknown``; ``certainty`` is
    ``certain``, ``likely`` or ``possible``; ``others`` are further causes that the evidence allows, best first, each
    with its reason (beside a certain cause only those that are certain too); ``deciding`` is the one command or step
    that would settle what is open.
    """

    __slots__ = ("cause", "certainty", "connection", "deciding", "others", "reasons", "refused_by")

    def __init__(
        self,
        connection: Connection,
        cause: str | None,
        refused_by: str,
        certainty: str,
        reasons: tuple[str, ...],
        others: tuple[tuple[str, str], ...] = (),
        deciding: str = "",
    ) -> None:
        self.connection = connection
        self.cause = cause
        self.refused_by = refused_by
        self.certainty = certainty
        self.reasons = reasons
        self.others = others
        self.deciding = deciding
