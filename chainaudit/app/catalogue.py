"""Tables of what there is, for ``list`` and for the reference pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.app import registry
from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


def catalogue(kind: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the header and the rows of one kind: checks, profiles, formats, reports, systems or causes.

    Raises:
        UsageError: there is no such kind.
    """
    makers: dict[str, Callable[[], tuple[tuple[str, ...], list[tuple[str, ...]]]]] = {
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


def _checks() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    rows = [(c.id, c.severity.value, c.scope.value, c.title) for c in registry.checks()]
    return ("id", "severity", "looks at", "title"), rows


def _profiles() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    rows = [(p.name, ", ".join(p.aliases), p.family, p.title) for p in registry.profiles()]
    return ("name", "also", "family", "title"), rows


def _formats() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    return ("name", "file names", "title"), [(r.name, " ".join(r.extensions), r.title) for r in registry.readers()]


def _reports() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    return ("name", "title"), [(f.name, f.title) for f in registry.formats()]


def _systems() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    return ("name", "title"), [(s.name, s.title) for s in registry.systems()]


def _causes() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    from chainaudit.model import cause

    known: dict[str, Any] = cause.CAUSES
    return ("name", "title"), [(name, found.title) for name, found in sorted(known.items())]
