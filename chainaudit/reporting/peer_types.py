"""The types of live peers and of rehearsals in the JSON document; a docstring is the description in the schema."""

from __future__ import annotations

from typing import Literal, TypedDict

from chainaudit.reporting.finding_types import FindingDocument, ReasonDocument  # noqa: TC001 - the schema reads them

HandshakeOutcomeName = Literal["completed", "refused", "failed"]


class PeerAlertDocument(TypedDict):
    """An alert on the wire; ``by`` is ``client`` (this side) or ``server``."""

    by: str
    level: str
    description: str
    code: int


class HandshakeDocument(TypedDict):
    """One handshake; ``requested_authorities`` is null where no client certificate was asked for, [] where any does."""

    outcome: HandshakeOutcomeName
    error: str | None
    version: str | None
    cipher: str | None
    alpn: str | None
    presented: list[str]
    client_certificate_requested: bool
    requested_authorities: list[str] | None
    certificate_request_bytes: int | None
    secure_renegotiation: bool | None
    ocsp_stapled: bool
    alerts: list[PeerAlertDocument]


class ClientChoiceDocument(TypedDict):
    """The entry of the client's store that came along, and why; fingerprint is null where none did.

    ``alias`` is null where there is none, ``fingerprint`` SHA-256 of the entry's own certificate.
    """

    alias: str | None
    fingerprint: str | None
    reason: str
    sent: bool


class PeerDocument(HandshakeDocument):
    """One endpoint and its first handshake; a version that could not be asked for is null."""

    address: str
    server_name: str | None
    starttls: str | None
    versions: dict[str, bool | None]
    ciphers: dict[str, list[str]]
    without_server_name: HandshakeDocument | None
    with_client_certificate: HandshakeDocument | None
    client_choice: ClientChoiceDocument | None


class RehearsedPartyDocument(TypedDict):
    """One side: its name, and the profile of its software."""

    name: str
    profile: str


class StepDocument(TypedDict):
    """What one side does; after a refusal it is what it would have done."""

    side: str
    does: str


class ViewDocument(TypedDict):
    """What one side makes of the chain that the other presents; fingerprints in the order presented."""

    accepted: bool
    presented: list[str]
    reasons: list[ReasonDocument]
    findings: list[FindingDocument]


class RehearsalDocument(TypedDict):
    """One link, rehearsed; ``refused_by`` is null where it succeeds, ``alert`` where none is sent."""

    link: str
    client: RehearsedPartyDocument
    server: RehearsedPartyDocument
    host: list[str]
    client_authentication: Literal["required", "optional", "none"]
    accepted: bool
    refused_by: str | None
    alert: str | None
    undetermined: str | None
    reasons: list[str]
    steps: list[StepDocument]
    client_view: ViewDocument | None
    server_view: ViewDocument | None
