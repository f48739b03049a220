"""The types of findings and of what verifiers say in the JSON document; a docstring is the description there."""

from __future__ import annotations

from typing import Literal, TypedDict

SeverityName = Literal["error", "warning", "notice"]


class ReasonDocument(TypedDict):
    """What a verifier says: its own number and depth (null where it has none), its words, and the check behind it."""

    number: int | None
    depth: int | None
    words: str
    check: str | None


class LocationDocument(TypedDict):
    """Where a finding is; position 0 is the target."""

    store: str | None
    alias: str | None
    position: int | None
    certificate: str | None
    field: str | None


class FindingDocument(TypedDict):
    """One finding: what was observed and expected, which clauses say so, what to do, and the commands that do it."""

    check: str
    variant: str | None
    severity: SeverityName
    title: str
    location: LocationDocument
    observed: str
    expected: str
    cites: list[str]
    remedy: str
    commands: list[str]
