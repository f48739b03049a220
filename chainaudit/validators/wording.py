"""Words that findings of several checks share: the role of a certificate, moments and names as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.context import Role

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.name import Name

ROLE_VARIANTS: Final = {Role.TARGET: "target", Role.INTERMEDIATE: "issuer", Role.ANCHOR: "anchor"}
"""The variant that says in which role a certificate was found at fault; profiles rule on it."""

MAX_SHOWN_CHARACTERS: Final = 120
"""A common name from a stranger may be a page long; a sentence holds this much of it."""


def moment_text(moment: datetime) -> str:
    """Write an instant in UTC to the second, ``2026-11-21 08:46:54 UTC``."""
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def span_text(span: timedelta) -> str:
    """Write a span of time in its largest fitting unit, ``12 days`` or ``3 hours``."""
    seconds = int(abs(span.total_seconds()))
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return _counted(seconds // length, unit)
    return _counted(seconds, "second")


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def short_name(certificate: Certificate) -> str:
    """Return what a person calls the subject: see ``name_text``."""
    return name_text(certificate.subject)


def name_text(name: Name) -> str:
    """Return the common name as it may be shown, or the whole name where it has none."""
    return shown(name.common_name or "") or str(name)


def shown(text: str) -> str:
    """Return a stranger's text without what a terminal would obey, at most ``MAX_SHOWN_CHARACTERS`` of it."""
    cut = text if len(text) <= MAX_SHOWN_CHARACTERS else text[:MAX_SHOWN_CHARACTERS] + "…"
    if cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)
