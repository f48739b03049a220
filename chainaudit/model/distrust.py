"""A root that is trusted for what was issued up to a day, and for nothing later."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from chainaudit.model.certificate import Certificate


class Distrust:
    """The roots of one owner, and the last day (UTC) on which what they vouch for may begin.

    ``roots`` are SHA-256 fingerprints in lower-case hex; ``exempt`` are those of authorities directly below a root,
    each with its fingerprint and a day of its own.
    """

    __slots__ = ("after", "exempt", "owner", "roots")

    def __init__(self, owner: str, after: date, roots: Iterable[str], exempt: Iterable[tuple[str, date]] = ()) -> None:
        self.owner = owner
        self.after = after
        self.roots = frozenset(roots)
        self.exempt = tuple(exempt)

    def last_day(self, chain: tuple[Certificate, ...]) -> date | None:
        """Return the last day that counts for a chain, target first and anchor last; None where it is another's."""
        if chain[-1].fingerprint not in self.roots:
            return None
        below = chain[-2].fingerprint if len(chain) > 2 else ""
        return next((day for fingerprint, day in self.exempt if fingerprint == below), self.after)

    def __repr__(self) -> str:
        """Show owner and day."""
        return f"Distrust({self.owner} after {self.after.isoformat()}, {len(self.roots)} roots)"
