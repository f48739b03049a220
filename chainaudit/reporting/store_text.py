"""Stores as text for a person: what is inside, entry by entry, and what stood in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.store import Integrity
from chainaudit.reporting.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.format import Layout
    from chainaudit.model.store import Entry, Store

_INTEGRITY: Final = {
    Integrity.VERIFIED: "integrity verified",
    Integrity.FAILED: "integrity FAILED",
    Integrity.UNCHECKED: "integrity not checked",
    Integrity.NONE: "no integrity protection",
}
_HEADERS: Final = ("#", "Alias", "Kind", "Private key", "Certificate", "Until")
_MIN_COLUMNS: Final = 24
"""Of a certificate's name that is shown however narrow the terminal is."""
_GAPS: Final = 2 + 5 * 2
"""The columns that the indent and what stands between the table's columns take."""
_PADDING: Final = 2
"""What tabulate makes a column wider than its header, at least."""


def stores_text(stores: Iterable[Store], layout: Layout) -> str:
    """Return every store as a heading, a table of its entries, and what is to be said about it."""
    paint = Paint(layout)
    return "\n".join(_store(store, layout, paint, "") for store in stores)


def _store(store: Store, layout: Layout, paint: Paint, indent: str) -> str:
    name = paint.strong(printable(store.source))
    if store.problem is not None and not store.entries and not store.children:
        sentence = printable(store.problem.message)
        return f"{indent}{name}: {paint.error('error')} ({store.problem.kind.value}): {sentence}\n"
    lines = [f"{indent}{name}: {_heading(store, paint)}"]
    if store.problem is not None:
        lines.append(
            f"{indent}  {paint.error('error')} ({store.problem.kind.value}): {printable(store.problem.message)}"
        )
    if store.name_says is not None:
        lines.append(f"{indent}  notice: the name says {store.name_says}, the content is {store.format}")
    told = "" if store.problem is None else store.problem.message
    lines.extend(f"{indent}  note: {printable(note)}" for note in store.notes if note not in told)
    if store.entries:
        lines.append("")
        lines.extend(f"{indent}  {line}".rstrip() for line in _table(store, layout).splitlines())
        lines.extend(f"{indent}  {line}".rstrip() for line in _problems(store, paint))
    lines.append("")
    lines.extend(_store(child, layout, paint, indent + "  ") for child in store.children)
    return "\n".join(lines)


def _heading(store: Store, paint: Paint) -> str:
    parts = [store.format, _count(len(store.entries), "entry", "entries")]
    if store.crls:
        parts.append(_count(len(store.crls), "revocation list", "revocation lists"))
    integrity = _INTEGRITY[store.integrity]
    if store.integrity is Integrity.FAILED:
        integrity = paint.error(integrity)
    detail = f" ({store.integrity_detail})" if store.integrity_detail and store.integrity is not Integrity.NONE else ""
    return ", ".join(parts) + "; " + integrity + detail


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _table(store: Store, layout: Layout) -> str:
    from tabulate import tabulate

    wide = [row for number, entry in enumerate(store.entries, 1) for row in _rows(number, entry)]
    others = sum(max(len(_HEADERS[at]) + _PADDING, *(len(row[at]) for row in wide)) for at in (0, 1, 2, 3, 5))
    width = max(layout.columns - others - _GAPS, _MIN_COLUMNS)
    rows = [(*row[:4], _cut(row[4], width), row[5]) for row in wide]
    return tabulate(rows, headers=_HEADERS, tablefmt="simple", disable_numparse=True)


def _rows(number: int, entry: Entry) -> list[tuple[str, ...]]:
    alias = "" if entry.alias is None else _cut(printable(entry.alias), 40)
    first = (str(number), alias, entry.kind.value, _key(entry))
    shown = [_certificate(certificate) for certificate in entry.certificates]
    shown += [(printable(d.subject), d.not_after.date().isoformat() if d.not_after else "") for d in entry.described]
    if not shown:
        return [(*first, "", "")]
    blank = ("", "", "", "")
    return [(*(first if at == 0 else blank), *pair) for at, pair in enumerate(shown)]


def _certificate(certificate: Certificate) -> tuple[str, str]:
    until = certificate.not_after
    subject = str(certificate.subject) or "(no subject)"
    return printable(subject), until.date().isoformat() if until is not None else "?"


def _key(entry: Entry) -> str:
    algorithm = ""
    if entry.key_algorithm is not None:
        algorithm = entry.key_algorithm + (f" {entry.key_bits}" if entry.key_bits else "")
    if not entry.has_private_key:
        return algorithm
    if entry.private_key is None and entry.key_problem is not None:
        return "not read"
    matches = entry.key_matches_certificate
    if matches is None:
        return algorithm
    return f"{algorithm}, {'matches' if matches else 'DOES NOT MATCH'}"


def _problems(store: Store, paint: Paint) -> list[str]:
    """Everything that stood in the way of an entry and is not said of the store already."""
    whole = "" if store.problem is None else store.problem.message
    said: set[str] = set()
    alike: dict[str, list[tuple[str, str]]] = {}
    for entry in store.entries:
        for problem in (entry.key_problem, *entry.problems):
            if problem is not None and problem.message not in said and problem.message not in whole:
                said.add(problem.message)
                sentence = problem.message.replace(entry.label, _EACH)
                alike.setdefault(sentence, []).append((entry.label, problem.message))
    lines = [line for sentence, told in alike.items() for line in _told(sentence, told, paint)]
    return ["", *lines] if lines else []


_EACH: Final = "\0"
"""Stands for the label of an entry, which no sentence holds."""
_MANY: Final = 3


def _told(sentence: str, told: list[tuple[str, str]], paint: Paint) -> list[str]:
    """Say once what is so of many entries, and else of each, its label in front where the sentence does not name it."""
    if len(told) >= _MANY and _EACH in sentence:
        others = f"{told[0][0]} (and of {len(told) - 1} others)"
        return [printable(sentence.replace(_EACH, others, 1).replace(_EACH, "ALIAS"))]
    return [
        printable(message) if label in message else f"{paint.warning(label)}: {printable(message)}"
        for label, message in told
    ]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def printable(text: str) -> str:
    """Return ``text`` with everything a terminal would obey written out: control, format and unpaired characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
