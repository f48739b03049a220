"""Rehearsals as JSON, as text and as a table."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Final

from chainaudit.model.finding import Severity
from chainaudit.reporting.json import finding_document
from chainaudit.reporting.paint import Paint, tamed
from chainaudit.reporting.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.finding import Finding
    from chainaudit.model.format import Layout
    from chainaudit.model.rehearsal import Rehearsal
    from chainaudit.model.report import TargetReport

_MAX_REASON: Final = 120
_NARROWEST: Final = 80
_ROOM_FOR_REASONS: Final = 32
"""Columns below which a reason would be a pile of single words."""
_BETWEEN: Final = 2
"""What tabulate puts between two columns."""
_LONGEST_WORD: Final = 40
_PACKAGE: Final = re.compile(r"\b(?:sun|java|javax)\.(?:[a-z]\w*\.)+(?=[A-Z])")
"""Packages of Java's exceptions, too long for a cell; the steps have the words as Java says them."""


def rehearsal_document(rehearsals: Sequence[Rehearsal]) -> dict[str, Any]:
    """Return rehearsals as one JSON document."""
    return {"schema": SCHEMA, "rehearsals": [_one(rehearsal) for rehearsal in rehearsals]}


def _one(rehearsal: Rehearsal) -> dict[str, Any]:
    link = rehearsal.link
    return {
        "link": link.name,
        "client": {"name": link.client.name, "profile": link.client.profile},
        "server": {"name": link.server.name, "profile": link.server.profile},
        "host": [name.text for name in link.host],
        "client_authentication": link.client_authentication,
        "accepted": rehearsal.accepted,
        "refused_by": rehearsal.refused_by,
        "alert": rehearsal.alert,
        "undetermined": rehearsal.undetermined,
        "reasons": list(rehearsal.reasons),
        "steps": [{"side": step.side, "does": step.does} for step in rehearsal.steps],
        "client_view": _view(rehearsal.client_view),
        "server_view": _view(rehearsal.server_view),
    }


def _view(view: TargetReport | None) -> dict[str, Any] | None:
    if view is None:
        return None
    verdict = view.verdicts[0]
    return {
        "accepted": verdict.accepted,
        "presented": [certificate.fingerprint for certificate in view.target.presented],
        "reasons": [
            {"number": r.number, "depth": r.depth, "words": r.words, "check": r.finding.check if r.finding else None}
            for r in verdict.reasons
        ],
        "findings": [finding_document(finding) for finding in view.findings],
    }


def rehearsal_text(rehearsals: Sequence[Rehearsal], layout: Layout) -> str:
    """Write rehearsals for a person: of several a table first, then each that fails step by step."""
    paint = Paint(layout)
    parts = [*_table(rehearsals, layout), ""] if len(rehearsals) > 1 else []
    for rehearsal in rehearsals:
        if len(rehearsals) == 1 or not rehearsal.accepted:
            parts += [*_steps(rehearsal, layout, paint), ""]
    return "\n".join(tamed(line, colour=layout.colour) for line in parts).rstrip("\n") + "\n"


def _outcome(rehearsal: Rehearsal) -> str:
    if rehearsal.undetermined:
        return "undetermined"
    return "accepted" if rehearsal.accepted else "refused"


def _table(rehearsals: Sequence[Rehearsal], layout: Layout) -> list[str]:
    """Write one row a link. Cells are broken between words alone; where reasons have no room, the steps tell them."""
    from tabulate import tabulate

    header: tuple[str, ...] = ("link", "client", "server", "outcome")
    rows: list[tuple[str, ...]] = [
        (
            tamed(r.link.name),
            tamed(f"{r.link.client.name} ({r.link.client.profile})"),
            tamed(f"{r.link.server.name} ({r.link.server.profile})"),
            f"{_outcome(r)}{_refused(r)}",
        )
        for r in rehearsals
    ]
    columns = max(layout.columns, _NARROWEST) - _BETWEEN * (len(header) - 1)
    spare = columns - sum(_widths([header, *rows], 0)) - _BETWEEN
    room = max(_ROOM_FOR_REASONS, spare // 2) if spare >= _ROOM_FOR_REASONS else 0
    widths = _widths([header, *rows], columns - room - _BETWEEN * bool(room))
    if room:
        header, widths = (*header, "why"), [*widths, room]
        rows = [(*row, tamed(_short_reason(r))) for row, r in zip(rows, rehearsals, strict=True)]
    return tabulate(rows, headers=header, maxcolwidths=widths, disable_numparse=True).split("\n")


def _refused(rehearsal: Rehearsal) -> str:
    by = f" by the {rehearsal.refused_by}" if rehearsal.refused_by else ""
    return f"{by}, {rehearsal.alert}" if rehearsal.alert else by


def _short_reason(rehearsal: Rehearsal) -> str:
    if rehearsal.accepted:
        return ""
    reason = _PACKAGE.sub("", rehearsal.undetermined or (rehearsal.reasons[0] if rehearsal.reasons else ""))
    return reason if len(reason) <= _MAX_REASON else f"{reason[: _MAX_REASON - 1].rstrip()}…"


def _widths(rows: Sequence[Sequence[str]], columns: int) -> list[int]:
    """Return how wide each column may be for all to fit into ``columns``; 0: as narrow as whole words allow."""
    cells = list(zip(*rows, strict=True))
    wanted = [max(map(len, column)) for column in cells]
    widths = [
        min(_LONGEST_WORD, max(len(word) for cell in column for word in cell.split() or [""])) for column in cells
    ]
    spare = columns - sum(widths)
    while spare > 0 and any(width < want for width, want in zip(widths, wanted, strict=True)):
        for place, want in enumerate(wanted):
            if spare > 0 and widths[place] < want:
                widths[place] += 1
                spare -= 1
    while columns and sum(widths) > columns:  # words that are too long for the terminal are torn, the longest first
        widths[widths.index(max(widths))] -= 1
    return widths


def _wrapped(text: str, layout: Layout) -> list[str]:
    """Break a line where it is wider than the terminal; colours, which have no width, only make that come early."""
    return textwrap.wrap(text, max(layout.columns, _NARROWEST), subsequent_indent="  ", break_on_hyphens=False)


def _steps(rehearsal: Rehearsal, layout: Layout, paint: Paint) -> list[str]:
    link = rehearsal.link
    word = paint.good("ACCEPTED") if rehearsal.accepted else paint.error(_outcome(rehearsal).upper())
    by = f" by the {rehearsal.refused_by}" if rehearsal.refused_by else ""
    alert = f", alert {rehearsal.alert}" if rehearsal.alert else ""
    host = f" for {link.host[0].text}" if link.host else ""
    sides = [f"{party.name} ({party.profile})" for party in (link.client, link.server)]
    lines = [*_wrapped(f"{word}{by}{alert}  {' -> '.join(sides)}{host}", layout), ""]
    for step in rehearsal.steps:
        lines += _row(f"{step.side}:", step.does, layout)
    if rehearsal.undetermined:
        lines += _row("undecided:", rehearsal.undetermined, layout)
    # What the last step says already is not said again; what else is wrong would be the next error.
    wrong = [r for r in rehearsal.reasons if not any(step.does.endswith(r) for step in rehearsal.steps)]
    wrong += [f"{f.title}: {f.observed} ({f.check})" for f in _all_wrong(rehearsal)]
    if wrong and not rehearsal.accepted:
        lines += ["", paint.strong("What is wrong")]
        for reason in wrong:
            lines += _row("-", reason, layout, 2)
    remedies = {f.remedy: f for f in _all_wrong(rehearsal)}
    if remedies:
        lines += ["", paint.strong("What to do")]
        for remedy, finding in remedies.items():
            lines += _row("-", f"{remedy} ({finding.check})", layout, 2)
    return lines


def _all_wrong(rehearsal: Rehearsal) -> list[Finding]:
    views = (rehearsal.client_view, rehearsal.server_view)
    return [f for view in views if view for f in view.findings if f.severity is Severity.ERROR]


def _row(label: str, text: str, layout: Layout, width: int = 9) -> list[str]:
    width = max(width, len(label) + 1)
    return textwrap.wrap(
        text,
        max(layout.columns, 60),
        initial_indent=f"  {label:<{width}}",
        subsequent_indent=" " * (width + 2),
        break_on_hyphens=False,
    )
