"""Know before the handshake: whether a TLS connection will be accepted, by whom, until when, and why not.

The public names are those in ``__all__``; they are loaded when they are used (PEP 562).

>>> import chainaudit
>>> report = chainaudit.verify(store="keystore.jks", host="api.example.com")  # doctest: +SKIP
>>> report.accepted  # doctest: +SKIP
False
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from chainaudit.app.catalogue import catalogue
    from chainaudit.app.complete import complete
    from chainaudit.app.connect import connect
    from chainaudit.app.convert import Written, write_store
    from chainaudit.app.diagnosis.diagnose import diagnose
    from chainaudit.app.diagnosis.evidence_files import read_keylog
    from chainaudit.app.diagnosis.join import EvidenceStores
    from chainaudit.app.opening import Access, open_store, read_bytes
    from chainaudit.app.passwords import Passwords
    from chainaudit.app.registry import check, checks, profile
    from chainaudit.app.rehearse import rehearse
    from chainaudit.app.rendering import render
    from chainaudit.app.truststores import anchors_of, open_truststore
    from chainaudit.app.verify import verify, worst_exit
    from chainaudit.errors import ChainauditError, EvidenceError, Secret, StoreError, StoreErrorKind, UsageError
    from chainaudit.judging.judge import judge
    from chainaudit.judging.memory import Memory
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check, Outcome
    from chainaudit.model.diagnosis import Conclusion, DiagnosisReport
    from chainaudit.model.finding import Finding, Severity
    from chainaudit.model.name import Name
    from chainaudit.model.path import Anchor
    from chainaudit.model.peer import Peer
    from chainaudit.model.profile import Profile
    from chainaudit.model.question import (
        PolicyInputs,
        Purpose,
        Question,
        ReferenceIdentifier,
        ReferenceKind,
        RevocationInputs,
        RevocationMode,
        Target,
    )
    from chainaudit.model.reader import Limits
    from chainaudit.model.reference import reference_identifier
    from chainaudit.model.rehearsal import Link, Party, Rehearsal
    from chainaudit.model.report import Report, TargetReport, Verdict
    from chainaudit.model.store import Entry, EntryKind, Problem, Store
    from chainaudit.planning.store_completion import Completed
    from chainaudit.tls.keylog import KeyLog

__all__ = [
    "Access",
    "Anchor",
    "Certificate",
    "ChainauditError",
    "Check",
    "Completed",
    "Conclusion",
    "DiagnosisReport",
    "Entry",
    "EntryKind",
    "EvidenceError",
    "EvidenceStores",
    "Finding",
    "KeyLog",
    "Limits",
    "Link",
    "Memory",
    "Name",
    "Outcome",
    "Party",
    "Passwords",
    "Peer",
    "PolicyInputs",
    "Problem",
    "Profile",
    "Purpose",
    "Question",
    "ReferenceIdentifier",
    "ReferenceKind",
    "Rehearsal",
    "Report",
    "RevocationInputs",
    "RevocationMode",
    "Secret",
    "Severity",
    "Store",
    "StoreError",
    "StoreErrorKind",
    "Target",
    "TargetReport",
    "UsageError",
    "Verdict",
    "Written",
    "anchors_of",
    "catalogue",
    "check",
    "checks",
    "complete",
    "connect",
    "diagnose",
    "judge",
    "open_store",
    "open_truststore",
    "profile",
    "read_bytes",
    "read_keylog",
    "reference_identifier",
    "rehearse",
    "render",
    "verify",
    "worst_exit",
    "write_store",
]

_HOMES: Final = {
    "Access": "chainaudit.app.opening",
    "Anchor": "chainaudit.model.path",
    "Certificate": "chainaudit.model.certificate",
    "ChainauditError": "chainaudit.errors",
    "Check": "chainaudit.model.check",
    "Completed": "chainaudit.planning.store_completion",
    "Conclusion": "chainaudit.model.diagnosis",
    "DiagnosisReport": "chainaudit.model.diagnosis",
    "Entry": "chainaudit.model.store",
    "EntryKind": "chainaudit.model.store",
    "EvidenceError": "chainaudit.errors",
    "EvidenceStores": "chainaudit.app.diagnosis.join",
    "Finding": "chainaudit.model.finding",
    "KeyLog": "chainaudit.tls.keylog",
    "Limits": "chainaudit.model.reader",
    "Link": "chainaudit.model.rehearsal",
    "Memory": "chainaudit.judging.memory",
    "Name": "chainaudit.model.name",
    "Outcome": "chainaudit.model.check",
    "Party": "chainaudit.model.rehearsal",
    "Passwords": "chainaudit.app.passwords",
    "Peer": "chainaudit.model.peer",
    "PolicyInputs": "chainaudit.model.question",
    "Problem": "chainaudit.model.store",
    "Profile": "chainaudit.model.profile",
    "Purpose": "chainaudit.model.question",
    "Question": "chainaudit.model.question",
    "ReferenceIdentifier": "chainaudit.model.question",
    "ReferenceKind": "chainaudit.model.question",
    "Rehearsal": "chainaudit.model.rehearsal",
    "Report": "chainaudit.model.report",
    "RevocationInputs": "chainaudit.model.question",
    "RevocationMode": "chainaudit.model.question",
    "Secret": "chainaudit.errors",
    "Severity": "chainaudit.model.finding",
    "Store": "chainaudit.model.store",
    "StoreError": "chainaudit.errors",
    "StoreErrorKind": "chainaudit.errors",
    "Target": "chainaudit.model.question",
    "TargetReport": "chainaudit.model.report",
    "UsageError": "chainaudit.errors",
    "Verdict": "chainaudit.model.report",
    "Written": "chainaudit.app.convert",
    "anchors_of": "chainaudit.app.truststores",
    "catalogue": "chainaudit.app.catalogue",
    "check": "chainaudit.app.registry",
    "checks": "chainaudit.app.registry",
    "complete": "chainaudit.app.complete",
    "connect": "chainaudit.app.connect",
    "diagnose": "chainaudit.app.diagnosis.diagnose",
    "judge": "chainaudit.judging.judge",
    "open_store": "chainaudit.app.opening",
    "open_truststore": "chainaudit.app.truststores",
    "profile": "chainaudit.app.registry",
    "read_bytes": "chainaudit.app.opening",
    "read_keylog": "chainaudit.app.diagnosis.evidence_files",
    "reference_identifier": "chainaudit.model.reference",
    "rehearse": "chainaudit.app.rehearse",
    "render": "chainaudit.app.rendering",
    "verify": "chainaudit.app.verify",
    "worst_exit": "chainaudit.app.verify",
    "write_store": "chainaudit.app.convert",
}
"""Where each public name lives; a name is looked up there when it is first used."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the public names are of many types
    """Load a public name from its home."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'chainaudit' has no attribute '{name}'")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what is public."""
    return sorted(__all__)
