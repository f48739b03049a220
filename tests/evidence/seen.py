"""Connections as rules see them, made of the facts that a test is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.evidence.view import View
from chainaudit.model.evidence import Alert, Connection, Offer, Remark, SeenCertificate
from chainaudit.tls.alerts import alert_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chainaudit.evidence.view import Vote

OFFER = Offer((0x0304, 0x0303), (0xC02F, 0xC030), "h.test")


def connection(**facts: object) -> Connection:
    return Connection("test", 0, "one").but(**facts)


def alert(by: str, name: str, level: str = "fatal") -> tuple[Alert, ...]:
    return (Alert(by, level, name, alert_code(name)),)


def said(meaning: str, side: str, detail: str = "") -> tuple[Remark, ...]:
    return (Remark(meaning, side, f"text of {meaning}", detail=detail),)


def certificate(subject: str, issuer: str, **facts: object) -> SeenCertificate:
    made = SeenCertificate(f"CN={subject}", f"CN={issuer}")
    for name, value in facts.items():
        setattr(made, name, value)
    return made


def votes(
    find: Callable[[View], Iterator[Vote]], *siblings: Connection, **facts: object
) -> dict[str, tuple[str, float]]:
    """Who refuses and the greatest weight of each cause that a rule votes for."""
    found: dict[str, tuple[str, float]] = {}
    for vote in find(View(connection(**facts), siblings)):
        if vote.weight > found.get(vote.cause, ("", 0.0))[1]:
            found[vote.cause] = (vote.refused_by, vote.weight)
    return found


def best(found: dict[str, tuple[str, float]]) -> str | None:
    return max(found, key=lambda cause: found[cause][1], default=None)
