"""A finding: one fact about one thing, with where, what, why and what to do."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from chainaudit.model.changing import Changeable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Citation
    from chainaudit.model.remedy import Action


class Severity(enum.Enum):
    """How bad: error makes a peer refuse or breaks a MUST; warning works but should not be so; notice is the rest."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """3 for error down to 1 for notice."""
        return {"error": 3, "warning": 2, "notice": 1}[self.value]


class Finding(Changeable):
    """One finding of one check.

    ``position`` is where in the path (0 is the target); ``store`` and ``alias`` say where on disk, where known;
    ``actions`` are what mends it, ``commands`` the same in the words of a system; ``variant`` names the sub-fact;
    ``values`` are its parts for programs. Two findings are the same fact when ``identity`` is equal.
    """

    __slots__ = (
        "actions",
        "alias",
        "certificate",
        "check",
        "cites",
        "commands",
        "expected",
        "field",
        "observed",
        "position",
        "remedy",
        "severity",
        "store",
        "title",
        "values",
        "variant",
    )

    def __init__(  # noqa: PLR0913 - a finding has as many parts
        self,
        *,
        check: str,
        title: str,
        severity: Severity,
        cites: tuple[Citation, ...],
        remedy: str,
        certificate: Certificate | None = None,
        position: int | None = None,
        observed: str = "",
        expected: str = "",
        field: str = "",
        variant: str = "",
        actions: tuple[Action, ...] = (),
        commands: tuple[str, ...] = (),
        values: Mapping[str, Any] | None = None,
        store: str | None = None,
        alias: str | None = None,
    ) -> None:
        self.check = check
        self.title = title
        self.severity = severity
        self.cites = cites
        self.remedy = remedy
        self.certificate = certificate
        self.position = position
        self.observed = observed
        self.expected = expected
        self.field = field
        self.variant = variant
        self.actions = actions
        self.commands = commands
        self.values = dict(values or {})
        self.store = store
        self.alias = alias

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes it this fact and no other."""
        fingerprint = None if self.certificate is None else self.certificate.fingerprint
        return self.check, self.variant, fingerprint, self.position, self.store, self.alias, self.observed, self.field

    def __repr__(self) -> str:
        """Show check, place and what was observed."""
        return f"Finding({self.check} at {self.position}: {self.observed})"
