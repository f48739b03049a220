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
_MIN_COLUMNS: Final = 60
_OTHER_COLUMNS: Final = 72
"""What all columns but the certificate's take as a rule."""


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
    lines.extend(f"{indent}  note: {printable(note)}" for note in store.notes)
    if store.entries:
        lines.append("")
        lines.extend(f"{indent}  {line}".rstrip() for line in _table(store, layout).splitlines())
        lines.extend(f"{indent}  {line}" for line in _problems(store, paint))
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

    width = max(layout.columns - _OTHER_COLUMNS, _MIN_COLUMNS)
    rows = [row for number, entry in enumerate(store.entries, 1) for row in _rows(number, entry, width)]
    return tabulate(rows, headers=_HEADERS, tablefmt="simple", disable_numparse=True)


def _rows(number: int, entry: Entry, width: int) -> list[tuple[str, ...]]:
    alias = "" if entry.alias is None else _cut(printable(entry.alias), 40)
    first = (str(number), alias, entry.kind.value, _key(entry))
    shown = [_certificate(certificate, width) for certificate in entry.certificates]
    shown += [
        (_cut(printable(d.subject), width), d.not_after.date().isoformat() if d.not_after else "")
        for d in entry.described
    ]
    if not shown:
        return [(*first, "", "")]
    blank = ("", "", "", "")
    return [(*(first if at == 0 else blank), *pair) for at, pair in enumerate(shown)]


def _certificate(certificate: Certificate, width: int) -> tuple[str, str]:
    until = certificate.not_after
    subject = str(certificate.subject) or "(no subject)"
    return _cut(printable(subject), width), until.date().isoformat() if until is not None else "?"


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
    said = {store.problem.message} if store.problem is not None else set()
    lines = []
    for entry in store.entries:
        for problem in (entry.key_problem, *entry.problems):
            if problem is not None and problem.message not in said:
                said.add(problem.message)
                lines.append(f"{paint.warning(entry.label)}: {printable(problem.message)}")
    return ["", *lines] if lines else []


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def printable(text: str) -> str:
    """Return ``text`` with everything a terminal would obey written out: control, format and unpaired characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
