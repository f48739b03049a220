"""Text for a terminal: the verdict, the chain with what is wrong where it is wrong, then findings and remedies."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from chainaudit.model.check import Outcome, gravest_of_each
from chainaudit.model.finding import Severity
from chainaudit.model.format import Format, Layout
from chainaudit.model.store import Integrity
from chainaudit.reporting.chain_tree import chain_tree
from chainaudit.reporting.command_lines import command_line
from chainaudit.reporting.paint import Paint, tamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chainaudit.model.diagnosis import DiagnosisReport
    from chainaudit.model.finding import Finding
    from chainaudit.model.rehearsal import Rehearsal
    from chainaudit.model.report import Report, TargetReport, Verdict
    from chainaudit.model.store import Store

_TITLES: Final = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTICE: "Notices"}
_OF_THE_STORE: Final = ("keys.", "store.")
"""Checks whose errors keep a store from being used, though a verifier would accept the chain in it."""
MIN_COLUMNS: Final = 60
MAX_REASON: Final = 320
"""Characters of a reason below the verdict; the finding says all of it."""


def render(report: Report, layout: Layout) -> str:
    """Write a report for a person."""
    paint = Paint(layout)
    lines: list[str] = []
    if report.peers:
        from chainaudit.reporting.peer_lines import peer_lines

        lines += [line for peer in report.peers for line in peer_lines(peer, layout, paint)]
    for store in report.stores:
        if store.problem is not None:
            lines += [paint.error(f"{_trouble(store)} {store.source}"), *_wrap(store.problem.message, layout, "  "), ""]
    problems = {store.problem.message for store in report.stores if store.problem is not None}
    notes = [note for note in dict.fromkeys(report.notes) if note not in problems]
    for note in notes:
        lines += _wrap(note, layout, "")
    if notes:
        lines.append("")
    for target in report.targets:
        lines += [*_target(target, layout, paint), ""]
    findings = list(report.all_findings())
    for severity in Severity:
        lines += _findings([f for f in findings if f.severity is severity], severity, layout, paint)
    lines += _undone(report, layout)
    lines.append(_summary(findings, report, paint))
    return "\n".join(tamed(line, colour=layout.colour) for line in lines) + "\n"


def _trouble(store: Store) -> str:
    """Say in capitals how much of a store with a problem was read."""
    if store.certificates and store.integrity is Integrity.FAILED:
        return "NOT VERIFIED"
    return "COULD NOT READ ALL OF" if store.certificates else "COULD NOT READ"


def _target(target: TargetReport, layout: Layout, paint: Paint) -> Iterator[str]:
    question = target.question
    where = "" if target.target.store is None else target.target.store.source
    alias = "" if target.target.alias is None else f" '{_short(target.target.alias)}'"
    asked = f" for {' or '.join(h.text for h in question.host)}" if question.host else ""
    # What is said of a certificate of the path, such as keys.weak, the verifiers that mind it say themselves.
    of_store = [f for f in target.findings if f.position is None and f.check.startswith(_OF_THE_STORE)]
    keeps = [f for f in of_store if f.severity is Severity.ERROR]
    accepted = any(verdict.accepted for verdict in target.verdicts)
    for verdict in target.verdicts:
        yield _verdict_line(verdict, f"{where}{alias}{asked}", paint)
        if not accepted:  # whatever a verifier says of the chain: with this it will not be seen
            yield from _unusable(keeps, "", layout)
            keeps = []
        yield from _reasons(verdict, layout)
        asked = where = alias = ""
    yield from _unusable(keeps, "but ", layout)
    moment = question.moment.strftime("%Y-%m-%d %H:%M:%S UTC")
    yield (
        f"  judged at {moment} as a {question.purpose.value} certificate"
        if question.purpose.value != "any"
        else f"  judged at {moment}"
    )
    for opinion in target.opinions:
        for line in opinion.lines():
            yield from _wrap(line, layout, "  ")
    yield ""
    yield from chain_tree(target, layout, paint)


def _unusable(keeps: list[Finding], lead: str, layout: Layout) -> Iterator[str]:
    """Say what keeps the store from being used."""
    for finding in keeps:
        said = f"{lead}{_lowered(finding.title)}" if lead else finding.title
        yield from _wrap(f"{said} ({finding.check})", layout, "  ")


def _verdict_line(verdict: Verdict, what: str, paint: Paint) -> str:
    if verdict.undetermined is not None:
        word = paint.error("UNDETERMINED")
    else:
        word = paint.good("ACCEPTED") if verdict.accepted else paint.error("REJECTED")
    until = ""
    if verdict.valid_until is not None:
        turn = "until" if verdict.accepted else "accepted from"
        whose = "" if verdict.turned_by is None else f" ({_short(str(verdict.turned_by.subject))})"
        until = f", {turn} {verdict.valid_until:%Y-%m-%d %H:%M:%S} UTC{whose}"
    return f"{word}  {what}{' ' if what else ''}[{verdict.profile}]{until}"


def _reasons(verdict: Verdict, layout: Layout) -> Iterator[str]:
    if verdict.undetermined is not None:
        yield from _wrap(verdict.undetermined, layout, "  ")
    for reason in verdict.reasons[:8]:
        number = "" if reason.number is None else f"error {reason.number} at depth {reason.depth}: "
        yield from _wrap(_short(f"{number}{reason.words}", MAX_REASON), layout, "  ")


def _findings(findings: list[Finding], severity: Severity, layout: Layout, paint: Paint) -> Iterator[str]:
    if not findings:
        return
    yield paint.strong(f"{_TITLES[severity]} ({len(findings)})")
    said: set[str] = set()
    for finding in findings:
        yield f"  {paint.by_severity(severity, finding.check)}  {finding.title}"
        rows = [
            ("where", _where(finding)),
            ("found", finding.observed),
            ("expected", finding.expected),
            ("clause", "; ".join(map(str, finding.cites))),
        ]
        for label, text in rows:
            if text:
                yield from _row(label, text, layout)
        if finding.remedy:
            yield from _row("do", "as above" if finding.remedy in said else finding.remedy, layout)
        commands = finding.commands
        if commands and "\n".join(commands) in said:
            commands = ("# the commands are those above",)
        said.update((finding.remedy, "\n".join(finding.commands)))
        for command in commands:
            yield f"      {command_line(command, paint)}"
        yield ""


def _where(finding: Finding) -> str:
    parts = []
    if finding.store:
        alias = "" if finding.alias is None else f" '{_short(finding.alias)}'"
        parts.append(f"{finding.store}{alias}")
    if finding.certificate is not None:
        place = "" if finding.position is None else f"certificate {finding.position + 1} of the path, "
        parts.append(f"{place}{_short(str(finding.certificate.subject))}")
    if finding.field:
        parts.append(finding.field)
    return ", ".join(parts)


def _undone(report: Report, layout: Layout) -> Iterator[str]:
    outcomes = dict(report.outcomes)
    why: dict[str, str] = dict(report.undetermined)
    if not report.targets and not any(peer.handshake.spoke_tls for peer in report.peers):
        # Where nobody answered nothing else was looked at either.
        outcomes = {c: o for c, o in outcomes.items() if o is Outcome.UNDETERMINED or not c.startswith("peer.")}
    undone = (Outcome.NOT_CHECKED, Outcome.UNDETERMINED)
    for target in report.targets:
        outcomes = gravest_of_each([outcomes, {c: o for c, o in target.outcomes.items() if o in undone}])
        why.update(target.undetermined)
    for outcome, title in ((Outcome.UNDETERMINED, "Could not be decided"), (Outcome.NOT_CHECKED, "Not checked")):
        names = sorted(check for check, o in outcomes.items() if o is outcome)
        if names:
            yield title
            for name in names:
                yield from _wrap(f"{name}{': ' + _once_named(why[name]) if name in why else ''}", layout, "  ")
            yield ""


def _once_named(sentence: str) -> str:
    """Leave out the alias before a sentence that names it itself."""
    label, _, rest = sentence.partition(": ")
    return rest if label in rest else sentence


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:]


def _summary(findings: list[Finding], report: Report, paint: Paint) -> str:
    if not report.targets and not findings:
        return "Nothing was judged."
    counts = ", ".join(
        f"{n} {name}{'' if n == 1 else 's'}"
        for name, n in ((s.value, sum(f.severity is s for f in findings)) for s in Severity)
    )
    hint = paint.faint("  (chainaudit explain ID says more)") if findings else ""
    if not report.targets and not report.peers:
        return f"Nothing was judged. {counts}{hint}"
    passed = sum(o is Outcome.PASSED for t in report.targets[:1] for o in t.outcomes.values())
    return f"{counts}; {passed} checks passed{hint}"


def _row(label: str, text: str, layout: Layout) -> list[str]:
    return textwrap.wrap(
        text,
        max(layout.columns, MIN_COLUMNS),
        initial_indent=f"    {label + ':':<10}",
        subsequent_indent=" " * 14,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _wrap(text: str, layout: Layout, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        max(layout.columns, MIN_COLUMNS),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _short(text: str, limit: int = 70) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _stores(stores: Sequence[Store], layout: Layout) -> str:
    from chainaudit.reporting.store_text import stores_text

    return stores_text(stores, layout)


def _diagnosis(report: DiagnosisReport, layout: Layout) -> str:
    from chainaudit.reporting.diagnosis_text import render_diagnosis

    return render_diagnosis(report, layout)


def _rehearsals(rehearsals: Sequence[Rehearsal], layout: Layout) -> str:
    from chainaudit.reporting.rehearsal_document import rehearsal_text

    return rehearsal_text(rehearsals, layout)


FORMAT = Format(
    name="text", title="For a terminal", report=render, stores=_stores, diagnosis=_diagnosis, rehearsals=_rehearsals
)
