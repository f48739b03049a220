"""The types of ``diagnoses`` and ``sources`` in the JSON document ``chainaudit/1``.

A docstring here is the description that the schema gives.
"""

from __future__ import annotations

from typing import Literal, TypedDict

RefuserName = Literal["client", "server", "either", "network", "none", "unknown"]
CertaintyName = Literal["certain", "likely", "possible"]


class SourceDocument(TypedDict):
    """One input of ``diagnose``: the parser that read it, connections in it, and what stood in the way."""

    name: str
    format: str | None
    connections: int
    note: str | None
    error: str | None


class AlertDocument(TypedDict):
    """One alert of TLS: who sent it, its level, its name and number (RFC 8446, 6)."""

    by: str
    level: str
    description: str
    code: int | None


class OfferDocument(TypedDict):
    """What the client offered, best first; no server name means that none was sent."""

    versions: list[str]
    server_name: str | None
    ciphers: list[str]
    alpn: list[str]


class NegotiatedDocument(TypedDict):
    """What the server chose, as far as it was seen."""

    version: str | None
    cipher: str | None


class SeenCertificateDocument(TypedDict):
    """A certificate as the evidence shows it; without a fingerprint where its bytes were not seen."""

    sha256: str | None
    subject: str
    issuer: str
    not_before: str | None
    not_after: str | None


class OtherCauseDocument(TypedDict):
    """A further cause that the evidence allows, and why."""

    cause: str
    reason: str


class ActionDocument(TypedDict):
    """A step to be taken, free of any system, with the values that are known."""

    kind: str
    values: dict[str, str]


class ClosingDocument(TypedDict):
    """Who ended the connection, and how (``fin``, ``reset``)."""

    by: str
    how: str


class MessageDocument(TypedDict):
    """Words of a program that were understood, what they mean, and which side found the fault."""

    by: str
    meaning: str
    text: str


class DiagnosisDocument(TypedDict):
    """Why one connection failed, or ``count`` equal ones; the cause is null where nothing failed."""

    source: str
    connection: str
    count: int
    connections: list[str]
    moment: str | None
    cause: str | None
    title: str | None
    explanation: str | None
    refused_by: RefuserName
    acts: str | None
    certainty: CertaintyName
    reasons: list[str]
    others: list[OtherCauseDocument]
    deciding: str | None
    joined: list[str]
    remedy: str | None
    actions: list[ActionDocument]
    commands: list[str]
    system: str | None
    viewpoint: str
    product: str | None
    address: str | None
    offered: OfferDocument | None
    negotiated: NegotiatedDocument | None
    presented: list[str]
    presented_certificates: list[SeenCertificateDocument]
    client_presented: list[str]
    client_sent_empty_certificate: bool
    requested_authorities: list[str]
    certificate_requested: bool
    alerts: list[AlertDocument]
    encrypted_alerts: int
    sequence: list[str]
    closings: list[ClosingDocument]
    established: bool
    unseen: list[str]
    messages: list[MessageDocument]
