"""Conclusions from evidence for a person: the cause first, who must act, what to type, then why."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from chainaudit.model.cause import CAUSES
from chainaudit.model.evidence import UNKNOWN
from chainaudit.reporting.command_lines import command_line
from chainaudit.reporting.paint import Paint, tamed
from chainaudit.tls.versions import version_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.diagnosis import Conclusion, DiagnosisReport
    from chainaudit.model.evidence import Connection
    from chainaudit.model.format import Layout

_LABEL_COLUMNS: Final = 11
_ACTORS: Final = {
    "client": "the client's side",
    "server": "the server's side",
    "either": "either side",
    "network": "whoever runs the network or the host",
}
_CERTAINTY: Final = {"certain": "certain", "likely": "likely", "possible": "possible, not proven"}
_MAX_AUTHORITIES: Final = 6


def render_diagnosis(report: DiagnosisReport, layout: Layout) -> str:
    """Return the report as text."""
    paint = Paint(layout)
    lines: list[str] = []
    for group in _grouped(report.conclusions):
        lines += _conclusion(group, paint, layout.columns)
        lines.append("")
    for source in report.sources:
        if source.error:
            lines += [f"{paint.error('not read')}  {source.error}", ""]
    for note in report.notes:
        lines += [*textwrap.wrap(note, layout.columns, break_on_hyphens=False, break_long_words=False), ""]
    lines += _findings(report, paint, layout.columns)
    lines.append(_summary(report, paint))
    return "\n".join(tamed(line, colour=layout.colour) for line in lines) + "\n"


def _grouped(conclusions: tuple[Conclusion, ...]) -> list[tuple[Conclusion, int, list[str]]]:
    """Conclusions that read the same are shown once: failures first, in the order of the input."""
    groups: dict[tuple[object, ...], tuple[Conclusion, list[int], list[str]]] = {}
    for each in conclusions:
        diagnosis = each.diagnosis
        connection = diagnosis.connection
        key = (
            connection.source,
            diagnosis.cause,
            diagnosis.refused_by,
            tuple(other for other, _ in diagnosis.others),
            each.commands,
            connection.established if diagnosis.cause is None else None,
            diagnosis.reasons[:1],
        )
        group = groups.setdefault(key, (each, [0], []))
        group[1][0] += each.count
        group[2].extend(each.labels)
    ordered = [(first, count[0], labels) for first, count, labels in groups.values()]
    return sorted(ordered, key=lambda group: group[0].diagnosis.cause is None)


def _conclusion(group: tuple[Conclusion, int, list[str]], paint: Paint, columns: int) -> list[str]:
    conclusion, count, labels = group
    diagnosis = conclusion.diagnosis
    connection = diagnosis.connection
    where = connection.source + (f", {labels[0]}" if labels and labels[0] else "")
    many = f" and {count - 1} more like it" if count > 1 else ""
    cause = CAUSES.get(diagnosis.cause or "")
    if cause is None:
        if connection.established:
            return [f"{paint.good('ok')}        {where}{many}: the handshake succeeded{_what(connection)}"]
        ended = "ended without an error" if connection.exit_status == 0 else "no failure is shown"
        lines = [f"{paint.strong('no fault')}  {where}{many}: {ended}{_what(connection)}"]
        for other, reason in diagnosis.others:
            lines += _row("all the same", f"{other}: {reason}", columns)
        return lines
    lines = [f"{paint.error('FAILED')}    {paint.strong(cause.title)}", f"          {paint.faint(where + many)}"]
    refused = diagnosis.refused_by
    by = f"; refused by the {refused}" if refused in {"client", "server", "network"} else ""
    lines += _row("cause", f"{cause.name} ({_CERTAINTY[diagnosis.certainty]}{by})", columns)
    lines += _row("who acts", _ACTORS[cause.actor], columns)
    for action in conclusion.actions[:2]:
        lines += _row("do" if action is conclusion.actions[0] else "or", f"{action.title}.", columns)
    lines += [f"            {command_line(line, paint)}" for line in conclusion.commands]
    for sentence in conclusion.joined:
        lines += _row("stores", sentence, columns)
    for number, reason in enumerate(r for r in diagnosis.reasons if r not in conclusion.joined):
        lines += _row("why" if not number else "", reason, columns)
    lines += _seen(connection, columns)
    label = "besides" if diagnosis.certainty == "certain" else "or else"
    for number, (other, reason) in enumerate(diagnosis.others):
        lines += _row(label if not number else "", f"{other}: {reason}", columns)
    if diagnosis.deciding:
        lines += _row("to decide", diagnosis.deciding, columns)
    return lines


def _seen(connection: Connection, columns: int) -> Iterator[str]:
    presented = connection.presented or ()
    for number, each in enumerate(presented[:6]):
        until = f", until {each.not_after:%Y-%m-%d}" if each.not_after else ""
        yield from _row(
            "presented" if not number else "", f"{number} {each.subject} (by {each.issuer}{until})", columns
        )
    if connection.client_presented == ():
        yield from _row("client", "sent an empty certificate list", columns)
    for each in (connection.client_presented or ())[:1]:
        yield from _row("client", f"sent {each.subject} (by {each.issuer})", columns)
    request = connection.request
    if request is not None and request.authorities is not None:
        names = request.authorities
        shown = "; ".join(names[:_MAX_AUTHORITIES]) or "no authority in particular"
        more = f" and {len(names) - _MAX_AUTHORITIES} more" if len(names) > _MAX_AUTHORITIES else ""
        yield from _row("asked for", f"{shown}{more}", columns)
    if connection.unseen:
        yield from _row(
            "not seen", f"{', '.join(connection.unseen)} (TLS 1.3 seals them; --keylog opens them)", columns
        )


def _what(connection: Connection) -> str:
    parts: list[str] = []
    if connection.answer is not None and connection.answer.version is not None:
        parts.append(version_name(connection.answer.version))
    if connection.presented:
        parts.append(f"{connection.presented[0].subject}")
    if connection.client_presented:
        parts.append(f"client {connection.client_presented[0].subject}")
    return f" ({'; '.join(parts)})" if parts else ""


def _row(label: str, text: str, columns: int) -> list[str]:
    width = max(40, columns - _LABEL_COLUMNS - 1)
    wrapped = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    first = f"{label:<{_LABEL_COLUMNS - 1}}"
    return [f"  {first}{wrapped[0]}", *(f"  {'':<{_LABEL_COLUMNS - 1}}{line}" for line in wrapped[1:])]


def _findings(report: DiagnosisReport, paint: Paint, columns: int) -> list[str]:
    """What else is wrong, though not the cause."""
    lines: list[str] = []
    shown = {sentence for conclusion in report.conclusions for sentence in conclusion.joined}
    for finding in report.findings:
        if f"{finding.check}: {finding.observed}" in shown:
            continue
        if not lines:
            lines.append(paint.strong("Also found in the chains and stores:"))
        lines += _row(finding.severity.value, f"{finding.check}: {finding.observed}", columns)
    return [*lines, ""] if lines else []


def _summary(report: DiagnosisReport, paint: Paint) -> str:
    total = sum(each.count for each in report.conclusions)
    failed = sum(each.count for each in report.failed)
    if not total:
        return "No connection was found." if report.is_complete else "Nothing could be read."
    word = "connection" if total == 1 else "connections"
    if not failed:
        return paint.good(f"{total} {word}, none failed as far as the evidence shows.")
    causes = dict.fromkeys(each.diagnosis.cause for each in report.failed)
    return f"{total} {word}, {failed} failed: {', '.join(str(cause) for cause in causes)}."


__all__ = ["UNKNOWN", "render_diagnosis"]
