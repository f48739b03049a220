"""JSON: one document, schema ``chainaudit/1``; names are stable once released."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chainaudit.model.check import gravest_of_each
from chainaudit.model.format import Format, Layout
from chainaudit.reporting.certificate_document import certificate_document, moment_text
from chainaudit.reporting.peer_document import peer_document
from chainaudit.reporting.schema import SCHEMA
from chainaudit.reporting.store_document import store_document, stores_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.diagnosis import DiagnosisReport
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Refusal
    from chainaudit.model.rehearsal import Rehearsal
    from chainaudit.model.report import JudgedPath, Report, TargetReport, Verdict
    from chainaudit.model.second_opinion import SecondOpinion
    from chainaudit.model.store import Store


def document(report: Report) -> dict[str, Any]:
    """Return a report as one JSON document: stores, certificates, paths, refused, verdicts, findings, outcomes."""
    outcomes = gravest_of_each([report.outcomes, *(target.outcomes for target in report.targets)])
    return {
        "schema": SCHEMA,
        "moment": moment_text(report.targets[0].question.moment) if report.targets else None,
        "peers": [peer_document(peer) for peer in report.peers],
        "stores": [store_document(store) for store in report.stores],
        "certificates": {c.fingerprint: certificate_document(c) for c in _certificates(report)},
        "paths": [_path(path, target) for target in report.targets for path in target.paths],
        "refused": [_refusal(refusal) for target in report.targets for refusal in target.refused],
        "verdicts": [_verdict(verdict) for target in report.targets for verdict in target.verdicts],
        "cross_checks": [_opinion(opinion, target) for target in report.targets for opinion in target.opinions],
        "findings": [finding_document(finding) for finding in report.all_findings()],
        "outcomes": {check: outcome.value for check, outcome in sorted(outcomes.items())},
        "undetermined": _undetermined(report),
        "notes": list(report.notes),
    }


def render(report: Report, _layout: Layout) -> str:
    """Write a report as JSON, two spaces deep."""
    return _written(document(report))


def _written(whole: dict[str, Any]) -> str:
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _undetermined(report: Report) -> dict[str, str]:
    why = dict(report.undetermined)
    for target in report.targets:
        why.update(target.undetermined)
    return dict(sorted(why.items()))


def _certificates(report: Report) -> list[Certificate]:
    found: dict[str, Certificate] = {}
    for store in report.stores[:1]:
        for certificate in store.certificates:
            found.setdefault(certificate.fingerprint, certificate)
    for peer in report.peers:
        for certificate in (*peer.presented, *(peer.without_server_name.presented if peer.without_server_name else ())):
            found.setdefault(certificate.fingerprint, certificate)
    for target in report.targets:
        mentioned = [
            *target.target.presented,
            *(c for path in target.paths for c in path.path.certificates),
            *(c for verdict in target.verdicts for c in verdict.path.certificates),
            *(refusal.candidate for refusal in target.refused),
        ]
        for certificate in mentioned:
            found.setdefault(certificate.fingerprint, certificate)
    return list(found.values())


def _opinion(opinion: SecondOpinion, target: TargetReport) -> dict[str, Any]:
    predicted = opinion.predicted
    return {
        "target": target.target.certificate.fingerprint,
        "verifier": opinion.answer.verifier,
        "accepted": opinion.answer.accepted,
        "said": list(opinion.answer.said),
        "profile": None if predicted is None else predicted.profile,
        "predicted": None if predicted is None else predicted.accepted,
        "agrees": opinion.agrees,
    }


def _path(judged: JudgedPath, target: TargetReport) -> dict[str, Any]:
    anchor = judged.path.anchor
    return {
        "target": target.target.certificate.fingerprint,
        "certificates": [c.fingerprint for c in judged.path.certificates],
        "anchor": None
        if anchor is None
        else {"certificate": anchor.certificate.fingerprint, "store": anchor.source, "alias": anchor.alias},
        "accepted_by": list(judged.accepted_by),
        "rejected_by": {profile: list(words) for profile, words in judged.rejected_by.items()},
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "candidate": refusal.candidate.fingerprint,
        "subject": refusal.subject.fingerprint,
        "reason": refusal.reason.name.lower().replace("_", "-"),
        "why": str(refusal),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "target": verdict.target.certificate.fingerprint,
        "alias": verdict.target.alias,
        "profile": verdict.profile,
        "accepted": verdict.accepted,
        "reasons": [
            {
                "number": reason.number,
                "depth": reason.depth,
                "words": reason.words,
                "check": None if reason.finding is None else reason.finding.check,
            }
            for reason in verdict.reasons
        ],
        "path": [c.fingerprint for c in verdict.path.certificates],
        "valid_until": moment_text(verdict.valid_until),
        "valid_until_certificate": None if verdict.turned_by is None else verdict.turned_by.fingerprint,
        "undetermined": verdict.undetermined,
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return one finding as JSON."""
    return {
        "check": finding.check,
        "variant": finding.variant or None,
        "severity": finding.severity.value,
        "title": finding.title,
        "location": {
            "store": finding.store,
            "alias": finding.alias,
            "position": finding.position,
            "certificate": None if finding.certificate is None else finding.certificate.fingerprint,
            "field": finding.field or None,
        },
        "observed": finding.observed,
        "expected": finding.expected,
        "cites": [str(citation) for citation in finding.cites],
        "remedy": finding.remedy,
        "commands": list(finding.commands),
    }


def _stores(stores: Sequence[Store], _layout: Layout) -> str:
    return _written(stores_document(stores))


def _diagnosis(report: DiagnosisReport, _layout: Layout) -> str:
    from chainaudit.reporting.diagnosis_document import diagnosis_document

    return _written(diagnosis_document(report))


def _rehearsals(rehearsals: Sequence[Rehearsal], _layout: Layout) -> str:
    from chainaudit.reporting.rehearsal_document import rehearsal_document

    return _written(rehearsal_document(rehearsals))


FORMAT = Format(
    name="json",
    title="One JSON document, schema chainaudit/1",
    report=render,
    stores=_stores,
    diagnosis=_diagnosis,
    rehearsals=_rehearsals,
)
