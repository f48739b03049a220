"""The types of the JSON document ``chainaudit/1``; its published JSON Schema is generated from them.

A docstring here is the description that the schema gives. Fields may be added; none changes its name or its meaning.
Fingerprints are SHA-256 in lower-case hex; moments are ISO 8601 in UTC with ``Z``.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from chainaudit.reporting.diagnosis_types import (
    ActionDocument,
    AlertDocument,
    CertaintyName,
    ClosingDocument,
    DiagnosisDocument,
    MessageDocument,
    NegotiatedDocument,
    OfferDocument,
    OtherCauseDocument,
    RefuserName,
    SeenCertificateDocument,
    SourceDocument,
)
from chainaudit.reporting.finding_types import FindingDocument, LocationDocument, ReasonDocument, SeverityName
from chainaudit.reporting.peer_types import (
    HandshakeDocument,
    HandshakeOutcomeName,
    PeerAlertDocument,
    PeerDocument,
    RehearsalDocument,
    RehearsedPartyDocument,
    StepDocument,
    ViewDocument,
)

__all__ = [
    "ActionDocument",
    "AlertDocument",
    "CertaintyName",
    "ClosingDocument",
    "HandshakeDocument",
    "HandshakeOutcomeName",
    "LocationDocument",
    "MessageDocument",
    "NegotiatedDocument",
    "OfferDocument",
    "OtherCauseDocument",
    "PeerAlertDocument",
    "ReasonDocument",
    "RefuserName",
    "RehearsedPartyDocument",
    "SeenCertificateDocument",
    "SeverityName",
    "StepDocument",
    "ViewDocument",
]

OutcomeName = Literal["passed", "found", "not-applicable", "not-checked", "undetermined"]
IntegrityName = Literal["verified", "failed", "unchecked", "none"]
ErrorKind = Literal[
    "malformed",
    "integrity",
    "wrong-password",
    "password-needed",
    "too-expensive",
    "unsupported",
    "not-a-store",
    "empty",
    "unreadable",
]
EntryKindName = Literal["private-key", "trusted-certificate", "secret-key", "certificate", "public-key"]
Side = Literal["client", "server", "either", "network", "none", "unknown"]
Certainty = Literal["certain", "likely", "possible"]


class ErrorDocument(TypedDict):
    """What stood in the way of reading a store, an entry or a key."""

    kind: ErrorKind
    message: str


class EntryKeyDocument(TypedDict):
    """The algorithm of an entry's key and its size in bits, null where it has none."""

    algorithm: str
    bits: int | None


class DescriptionDocument(TypedDict):
    """A certificate that is known by its fields alone, as in an answer of a management API."""

    subject: str
    issuer: str
    not_before: str | None
    not_after: str | None
    serial_number: str | None


class EntryDocument(TypedDict):
    """One entry: certificates as fingerprints in stored order; null stands for what is not known."""

    alias: str | None
    kind: EntryKindName
    certificates: list[str]
    has_private_key: bool
    key_matches_certificate: bool | None
    key: EntryKeyDocument | None
    key_error: ErrorDocument | None
    created: str | None
    trusted_for: list[str] | None
    rejected_for: list[str] | None
    errors: list[ErrorDocument]
    described: list[DescriptionDocument]


class StoreDocument(TypedDict):
    """A store: what could be read, and in ``error`` what stood in the way; ``stores`` are those inside it."""

    source: str
    format: str
    name_says: str | None
    integrity: IntegrityName
    integrity_detail: str | None
    entries: list[EntryDocument]
    error: ErrorDocument | None
    crls: int
    notes: list[str]
    stores: list[StoreDocument]


class CertificateKeyDocument(TypedDict):
    """A certificate's public key."""

    algorithm: str
    bits: int | None
    curve: str | None


class AccessDocument(TypedDict):
    """One access description: ``caIssuers``, ``OCSP`` or an OID, and the location."""

    method: str
    location: str


class FaultDocument(TypedDict):
    """A rule of the certificate format that the certificate breaks, and the byte where it does."""

    field: str
    message: str
    offset: int
    clause: str


class CertificateDocument(TypedDict):
    """A certificate; the serial number is hexadecimal, malformed parts are null and named under ``faults``."""

    subject: str
    issuer: str
    serial_number: str
    version: int
    not_before: str | None
    not_after: str | None
    key: CertificateKeyDocument | None
    signature_algorithm: str | None
    is_ca: bool
    is_self_issued: bool
    names: list[str]
    key_usage: list[str] | None
    extended_key_usage: list[str] | None
    subject_key_identifier: str | None
    authority_key_identifier: str | None
    authority_information_access: list[AccessDocument]
    faults: list[FaultDocument]


class AnchorDocument(TypedDict):
    """A trust anchor and where it stands."""

    certificate: str
    store: str
    alias: str | None


class PathDocument(TypedDict):
    """A path: fingerprints, target first; who accepts it, and who rejects it in which words."""

    target: str
    certificates: list[str]
    anchor: AnchorDocument | None
    accepted_by: list[str]
    rejected_by: dict[str, list[str]]


class RefusalDocument(TypedDict):
    """A certificate that was looked at as the issuer of ``subject`` and not taken, and why."""

    candidate: str
    subject: str
    reason: str
    why: str


class VerdictDocument(TypedDict):
    """What one profile says of one target, and until when."""

    target: str
    alias: str | None
    profile: str
    accepted: bool
    reasons: list[ReasonDocument]
    path: list[str]
    valid_until: str | None
    valid_until_certificate: str | None
    undetermined: str | None


class OpinionDocument(TypedDict):
    """What a real verifier answered, beside our prediction; ``accepted`` is null where it could not be asked."""

    target: str
    verifier: str
    accepted: bool | None
    said: list[str]
    profile: str | None
    predicted: bool | None
    agrees: bool | None


class Sections(TypedDict, total=False):
    """The parts of a document; a command writes those that it has something to say in."""

    moment: str | None
    stores: list[StoreDocument]
    certificates: dict[str, CertificateDocument]
    paths: list[PathDocument]
    refused: list[RefusalDocument]
    verdicts: list[VerdictDocument]
    cross_checks: list[OpinionDocument]
    findings: list[FindingDocument]
    outcomes: dict[str, OutcomeName]
    undetermined: dict[str, str]
    notes: list[str]
    peers: list[PeerDocument]
    diagnoses: list[DiagnosisDocument]
    sources: list[SourceDocument]
    rehearsals: list[RehearsalDocument]


class Document(Sections):
    """One document of ``--format json``."""

    schema: Literal["chainaudit/1"]
