"""Tables of what there is, for ``list`` and for the reference pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from chainaudit.app import registry
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Table: TypeAlias = tuple[tuple[str, ...], list[tuple[str, ...]]]


def _checks() -> Table:
    rows: list[tuple[str, ...]] = [(c.id, c.severity.value, c.scope.value, c.title) for c in registry.checks()]
    return ("id", "severity", "looks at", "title"), rows


def _profiles() -> Table:
    rows: list[tuple[str, ...]] = [(p.name, ", ".join(p.aliases), p.family, p.title) for p in registry.profiles()]
    return ("name", "also", "family", "title"), rows


def _formats() -> Table:
    return ("name", "file names", "title"), [(r.name, " ".join(r.extensions), r.title) for r in registry.readers()]


def _reports() -> Table:
    from chainaudit.model.format import RESULTS

    rows: list[tuple[str, ...]] = [
        (f.name, ", ".join(kind for kind in RESULTS if f.renderer(kind) is not None), f.title)
        for f in registry.formats()
    ]
    return ("name", "writes", "title"), rows


def _systems() -> Table:
    return ("name", "title"), [(s.name, s.title) for s in registry.systems()]


def _causes() -> Table:
    from chainaudit.model import cause

    known: dict[str, Any] = cause.CAUSES
    return ("name", "title"), [(name, found.title) for name, found in sorted(known.items())]


def _evidence() -> Table:
    return ("name", "title"), [(p.name, p.title) for p in registry.parsers()]


def _starttls() -> Table:
    rows: list[tuple[str, ...]] = [
        (p.name, " ".join(map(str, p.ports)), p.title) for p in registry.starttls_protocols()
    ]
    return ("name", "ports", "title"), rows


def _software() -> Table:
    return ("name", "profiles", "title"), [(s.name, ", ".join(s.profiles), s.title) for s in registry.software()]


def _written_formats() -> Table:
    return ("name", "file names", "title"), [(w.name, " ".join(w.extensions), w.title) for w in registry.writers()]


_MAKERS: Final[dict[str, Callable[[], Table]]] = {
    "checks": _checks,
    "profiles": _profiles,
    "formats": _formats,
    "written-formats": _written_formats,
    "reports": _reports,
    "systems": _systems,
    "software": _software,
    "starttls": _starttls,
    "evidence": _evidence,
    "causes": _causes,
}
KINDS: Final = tuple(_MAKERS)
"""What can be listed."""


def catalogue(kind: str) -> Table:
    """Return the header and the rows of one kind: checks, profiles, formats and the others of ``chainaudit list``.

    Raises:
        UsageError: there is no such kind.
    """
    if kind not in _MAKERS:
        raise UsageError(f"there is no list of {kind}; there are: {', '.join(KINDS)}")
    return _MAKERS[kind]()
