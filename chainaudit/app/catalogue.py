"""Tables of what there is, for ``list`` and for the reference pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app import registry
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    Table: TypeAlias = tuple[tuple[str, ...], list[tuple[str, ...]]]


def catalogue(kind: str) -> Table:
    """Return the header and the rows of one kind: checks, profiles, formats, reports, systems or causes.

    Raises:
        UsageError: there is no such kind.
    """
    makers: dict[str, Callable[[], Table]] = {
        "checks": _checks,
        "profiles": _profiles,
        "formats": _formats,
        "reports": _reports,
        "systems": _systems,
        "causes": _causes,
    }
    if kind not in makers:
        raise UsageError(f"there is no list of {kind}; there are: {', '.join(makers)}")
    return makers[kind]()


def _checks() -> Table:
    rows: list[tuple[str, ...]] = [(c.id, c.severity.value, c.scope.value, c.title) for c in registry.checks()]
    return ("id", "severity", "looks at", "title"), rows


def _profiles() -> Table:
    rows: list[tuple[str, ...]] = [(p.name, ", ".join(p.aliases), p.family, p.title) for p in registry.profiles()]
    return ("name", "also", "family", "title"), rows


def _formats() -> Table:
    return ("name", "file names", "title"), [(r.name, " ".join(r.extensions), r.title) for r in registry.readers()]


def _reports() -> Table:
    return ("name", "title"), [(f.name, f.title) for f in registry.formats()]


def _systems() -> Table:
    return ("name", "title"), [(s.name, s.title) for s in registry.systems()]


def _causes() -> Table:
    from chainaudit.model import cause

    known: dict[str, Any] = cause.CAUSES
    return ("name", "title"), [(name, found.title) for name, found in sorted(known.items())]
