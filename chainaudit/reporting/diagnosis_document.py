"""Conclusions from evidence as parts of the JSON document: ``diagnoses`` and what stands beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.model.cause import CAUSES
from chainaudit.model.evidence import SERVER
from chainaudit.reporting.certificate_document import moment_text
from chainaudit.reporting.schema import SCHEMA
from chainaudit.tls.cipher_suites import cipher_suite_name
from chainaudit.tls.versions import version_name

if TYPE_CHECKING:
    from chainaudit.model.diagnosis import Conclusion, DiagnosisReport
    from chainaudit.model.evidence import Alert, Connection, SeenCertificate


def diagnosis_document(report: DiagnosisReport) -> dict[str, Any]:
    """Return the whole report: schema, sources, diagnoses, certificates seen in full, findings, outcomes, notes."""
    from chainaudit.reporting.json import finding_document

    return {
        "schema": SCHEMA,
        "sources": [
            {"name": each.name, "format": each.format or None, "connections": each.connections,
             "note": each.note or None, "error": each.error or None}
            for each in report.sources
        ],
        "diagnoses": [conclusion_document(each) for each in report.conclusions],
        "certificates": _certificates(report),
        "findings": [finding_document(each) for each in report.findings],
        "outcomes": {check: outcome.value for check, outcome in sorted(report.outcomes.items())},
        "notes": list(report.notes),
    }  # fmt: skip


def conclusion_document(conclusion: Conclusion) -> dict[str, Any]:
    """Return one diagnosis: source, connection, cause, who refused, certainty, reasons, remedy, what was seen."""
    diagnosis = conclusion.diagnosis
    connection = diagnosis.connection
    cause = CAUSES.get(diagnosis.cause or "")
    request = connection.request
    return {
        "source": connection.source,
        "connection": connection.label,
        "count": conclusion.count,
        "connections": list(conclusion.labels),
        "moment": None if connection.moment_is_assumed else moment_text(connection.moment),
        "cause": diagnosis.cause,
        "title": cause.title if cause else None,
        "explanation": cause.explanation if cause else None,
        "refused_by": diagnosis.refused_by,
        "acts": cause.actor if cause else None,
        "certainty": diagnosis.certainty,
        "reasons": list(diagnosis.reasons),
        "others": [{"cause": name, "reason": reason} for name, reason in diagnosis.others],
        "deciding": diagnosis.deciding or None,
        "joined": list(conclusion.joined),
        "remedy": conclusion.actions[0].title if conclusion.actions else None,
        "actions": [{"kind": action.kind, "values": action.values} for action in conclusion.actions],
        "commands": list(conclusion.commands),
        "system": conclusion.system or None,
        "viewpoint": connection.viewpoint,
        "product": connection.product or None,
        "address": connection.address or None,
        "offered": _offered(connection),
        "negotiated": _negotiated(connection),
        "presented": _fingerprints(connection.presented),
        "presented_certificates": [_seen(each) for each in connection.presented or ()],
        "client_presented": _fingerprints(connection.client_presented),
        "client_sent_empty_certificate": connection.client_presented == (),
        "requested_authorities": list(request.authorities or ()) if request else [],
        "certificate_requested": request is not None or "s:certificate_request" in connection.steps,
        "alerts": [_alert(each) for each in told_alerts(connection)],
        "encrypted_alerts": len(connection.encrypted_alerts),
        "sequence": [step for step in connection.steps if not step.endswith(":encrypted")],
        "closings": [{"by": side, "how": how} for side, how in connection.closings],
        "established": connection.established,
        "unseen": list(connection.unseen),
        "messages": [{"by": each.side, "meaning": each.meaning, "text": each.text} for each in connection.remarks],
    }


def told_alerts(connection: Connection) -> tuple[Alert, ...]:
    """Alerts between two sides that speak TLS; one sent into an answer in HTTP reaches nobody and tells nothing."""
    is_http = connection.plaintext.get(SERVER, b"").startswith(b"HTTP/")
    if is_http and not any(step.startswith("s:") for step in connection.steps):
        return tuple(each for each in connection.alerts if each.by == SERVER)
    return connection.alerts


def _offered(connection: Connection) -> dict[str, Any] | None:
    offer = connection.offer
    if offer is None:
        return None
    return {
        "versions": [version_name(number) for number in offer.versions],
        "server_name": offer.server_name,
        "ciphers": [cipher_suite_name(number) for number in offer.ciphers],
        "alpn": list(offer.alpn),
    }


def _negotiated(connection: Connection) -> dict[str, Any] | None:
    answer = connection.answer
    if answer is None:
        return None
    return {
        "version": version_name(answer.version) if answer.version is not None else None,
        "cipher": cipher_suite_name(answer.cipher) if answer.cipher is not None else None,
    }


def _fingerprints(chain: tuple[SeenCertificate, ...] | None) -> list[str]:
    return [each.fingerprint for each in chain or () if each.fingerprint]


def _seen(each: SeenCertificate) -> dict[str, Any]:
    return {
        "sha256": each.fingerprint,
        "subject": each.subject,
        "issuer": each.issuer,
        "not_before": moment_text(each.not_before),
        "not_after": moment_text(each.not_after),
    }


def _alert(alert: Alert) -> dict[str, Any]:
    return {"by": alert.by, "level": alert.level, "description": alert.description, "code": alert.code}


def _certificates(report: DiagnosisReport) -> dict[str, Any]:
    from chainaudit.reporting.certificate_document import certificate_document

    found: dict[str, Any] = {}
    for conclusion in report.conclusions:
        connection = conclusion.diagnosis.connection
        for each in (*(connection.presented or ()), *(connection.client_presented or ())):
            if each.certificate is not None and each.fingerprint and each.fingerprint not in found:
                found[each.fingerprint] = certificate_document(each.certificate)
    return found
