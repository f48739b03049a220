"""A live peer as facts: what it presented, asked for, accepted and refused, one handshake at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, final

from chainaudit.model.changing import Changeable

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.client_choice import ClientChoice
    from chainaudit.model.evidence import Alert
    from chainaudit.model.name import Name

JAVA_AUTHORITIES_LIMIT: Final = 32_768
"""A CertificateRequest above this fails in Java (jdk.tls.maxHandshakeMessageSize), in bytes."""
TRANSFER_CFT_AUTHORITIES_LIMIT: Final = 32_750
"""The largest RRUSIZE of Transfer CFT; a CertificateRequest above this fails there, in bytes."""

COMPLETED: Final = "completed"
REFUSED: Final = "refused"
FAILED: Final = "failed"


@final
class Endpoint:
    """Where to connect: ``host`` and ``port`` as named, ``address`` and ``address_port`` where another is dialled.

    ``server_name`` is what SNI says, None for none; ``starttls`` a protocol's name, None for TLS at once.
    """

    __slots__ = ("address", "address_port", "host", "port", "proxy", "server_name", "starttls")

    def __init__(
        self,
        host: str,
        port: int,
        *,
        server_name: str | None = None,
        starttls: str | None = None,
        address: str | None = None,
        address_port: int | None = None,
        proxy: tuple[str, int] | None = None,
    ) -> None:
        self.host = host
        self.port = port
        self.server_name = server_name
        self.starttls = starttls
        self.address = address or host
        self.address_port = address_port or port
        self.proxy = proxy

    @property
    def label(self) -> str:
        """The peer as a person names it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def without_server_name(self) -> Endpoint:
        """Return the same endpoint, asked without SNI."""
        return Endpoint(
            self.host,
            self.port,
            starttls=self.starttls,
            address=self.address,
            address_port=self.address_port,
            proxy=self.proxy,
        )

    def __repr__(self) -> str:
        """Show where it is."""
        return f"Endpoint({self.label})"


@final
class PeerHandshake:
    """One handshake with a peer, whether it succeeded or not.

    ``outcome`` is COMPLETED, REFUSED (by an alert of the peer) or FAILED (network, no TLS, or what came made no
    sense and this side gave up). ``presented`` is the chain in the order sent. ``authorities`` is None where no client
    certificate was asked for, () where any does; ``request_bytes`` is the size of the request. ``ocsp_staple`` is DER.
    ``error`` is one sentence.
    """

    __slots__ = (
        "alerts",
        "alpn",
        "authorities",
        "cipher",
        "client_certificate_sent",
        "error",
        "ocsp_staple",
        "outcome",
        "presented",
        "request_bytes",
        "seconds",
        "secure_renegotiation",
        "server_name",
        "version",
    )

    def __init__(  # noqa: PLR0913 - a handshake has as many parts
        self,
        outcome: str,
        *,
        presented: tuple[Certificate, ...] = (),
        version: str | None = None,
        cipher: str | None = None,
        alerts: tuple[Alert, ...] = (),
        authorities: tuple[Name, ...] | None = None,
        request_bytes: int | None = None,
        ocsp_staple: bytes | None = None,
        alpn: str | None = None,
        secure_renegotiation: bool | None = None,
        server_name: str | None = None,
        client_certificate_sent: bool = False,
        error: str | None = None,
        seconds: float = 0.0,
    ) -> None:
        self.outcome = outcome
        self.presented = presented
        self.version = version
        self.cipher = cipher
        self.alerts = alerts
        self.authorities = authorities
        self.request_bytes = request_bytes
        self.ocsp_staple = ocsp_staple
        self.alpn = alpn
        self.secure_renegotiation = secure_renegotiation
        self.server_name = server_name
        self.client_certificate_sent = client_certificate_sent
        self.error = error
        self.seconds = seconds

    @property
    def spoke_tls(self) -> bool:
        """Whether the peer answered with TLS at all."""
        return self.version is not None or any(alert.by == "server" for alert in self.alerts)


@final
class Peer(Changeable):
    """Everything that was asked of one endpoint.

    ``versions`` maps a version's name to whether it was accepted; None: it could not be asked. ``ciphers`` maps a
    version's name to the suites accepted, in the server's order; empty where not asked. ``without_server_name`` is
    the same handshake without SNI, None where not asked. ``attempt`` is the one with a client certificate, and
    ``client_choice`` says which entry of the client's store that was, or why none came; None where it has no store or
    was not asked for one.
    """

    __slots__ = ("attempt", "ciphers", "client_choice", "endpoint", "handshake", "versions", "without_server_name")

    def __init__(
        self,
        endpoint: Endpoint,
        handshake: PeerHandshake,
        *,
        versions: dict[str, bool | None] | None = None,
        ciphers: dict[str, tuple[str, ...]] | None = None,
        without_server_name: PeerHandshake | None = None,
        attempt: PeerHandshake | None = None,
        client_choice: ClientChoice | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.handshake = handshake
        self.versions = dict(versions or {})
        self.ciphers = dict(ciphers or {})
        self.without_server_name = without_server_name
        self.attempt = attempt
        self.client_choice = client_choice

    @property
    def presented(self) -> tuple[Certificate, ...]:
        """The chain of the first handshake that showed one."""
        return self.handshake.presented or (self.attempt.presented if self.attempt else ())

    def __repr__(self) -> str:
        """Show where it is and how it went."""
        return f"Peer({self.endpoint.label}, {self.handshake.outcome})"
