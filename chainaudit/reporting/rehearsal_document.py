"""Rehearsals as JSON, as text and as a table."""

from __future__ import annotations

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

_MAX_REASON: Final = 50
_NARROWEST: Final = 80
_ROOM_FOR_REASONS: Final = 100
_PADDING: Final = 2
"""What tabulate adds to a heading."""
_LEAST: Final = (7, 9, 9, 9, 12, 24, 10)
"""Widths of the columns below which words would be torn apart: link, client, server, outcome, who, alert, why."""


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
    """Write one line a link, or more where the terminal is narrow: names first give way, then the reasons."""
    from tabulate import tabulate

    rows: list[tuple[str, ...]] = [
        (
            tamed(r.link.name),
            tamed(f"{r.link.client.name} ({r.link.client.profile})"),
            tamed(f"{r.link.server.name} ({r.link.server.profile})"),
            _outcome(r),
            r.refused_by or "",
            r.alert or "",
            tamed(r.reasons[0]) if r.reasons and not r.accepted else "",
        )
        for r in rehearsals
    ]
    header: tuple[str, ...] = ("link", "client", "server", "outcome", "refused by", "alert", "why")
    if layout.columns < _ROOM_FOR_REASONS:  # they follow, step by step
        rows, header = [row[:-1] for row in rows], header[:-1]
    return tabulate(rows, headers=header, maxcolwidths=_widths(rows, header, layout.columns)).split("\n")


def _widths(rows: Sequence[Sequence[str]], header: Sequence[str], columns: int) -> list[int]:
    """Return how wide each column may be, so that all of them fit into ``columns`` as far as words can be broken."""
    wanted = [max(len(title) + _PADDING, *(len(row[place]) for row in rows)) for place, title in enumerate(header)]
    wanted[len(_LEAST) - 1 :] = [min(width, _MAX_REASON) for width in wanted[len(_LEAST) - 1 :]]
    least = [min(width, floor) for width, floor in zip(wanted, _LEAST, strict=False)]
    spare = max(columns, _NARROWEST) - 2 * (len(header) - 1) - sum(least)
    widths = list(least)
    while spare > 0 and widths != wanted:
        for place, width in enumerate(wanted):
            if spare > 0 and widths[place] < width:
                widths[place] += 1
                spare -= 1
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
    return textwrap.wrap(
        text,
        max(layout.columns, 60),
        initial_indent=f"  {label:<{width}}",
        subsequent_indent=" " * (width + 2),
        break_on_hyphens=False,
    )
