"""What two connections have in common when every rule finds the same in them; logs and captures repeat themselves."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, final

from chainaudit.evidence import chain
from chainaudit.evidence.weighing import diagnose
from chainaudit.model.evidence import Alert, Answer, AuthorityRequest, Connection, Diagnosis, Offer, Remark

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_REMEMBERED: Final = 512
"""Kinds of connections that are remembered; a log with more of them forgets those it has."""

_NAMING: Final = frozenset(("source", "index", "label"))
"""Which connection it is: no rule reads that."""

_COMPOSED: Final = frozenset(("moment", "offer", "answer", "request", "alerts", "remarks", "plaintext"))


def _facts(kind: type, without: frozenset[str] = frozenset()) -> Callable[[Any], Any]:
    """A function that gives every fact of a value, so that a new one counts as soon as it is there."""
    return attrgetter(*sorted(set(kind.__slots__) - without))  # type: ignore[attr-defined]


_CONNECTION: Final = _facts(Connection, _NAMING | _COMPOSED)
_OFFER: Final = _facts(Offer)
_ANSWER: Final = _facts(Answer)
_REQUEST: Final = _facts(AuthorityRequest)
_ALERT: Final = _facts(Alert)
_REMARK: Final = _facts(Remark)


def likeness(connection: Connection) -> tuple[object, ...]:
    """A value that is the same for connections in which rules cannot see a difference.

    Of the moment only this counts: which of the certificates are not valid yet, or not any more.
    """
    moment = connection.moment
    seen = (*(connection.presented or ()), *(connection.client_presented or ()))
    return (
        _CONNECTION(connection),
        connection.offer and _OFFER(connection.offer),
        connection.answer and _ANSWER(connection.answer),
        connection.request and _REQUEST(connection.request),
        tuple(map(_ALERT, connection.alerts)),
        tuple(map(_REMARK, connection.remarks)),
        tuple(connection.plaintext.items()),
        moment and tuple(chain.phase(each, moment) for each in seen),
    )


@final
class Weighing:
    """Weighs connections of one input, each kind of them once; ``siblings`` are those that all are compared with."""

    __slots__ = ("_known", "_siblings")

    def __init__(self, siblings: tuple[Connection, ...] = ()) -> None:
        self._siblings = siblings
        self._known: dict[tuple[object, ...], Diagnosis] = {}

    def diagnose(self, connection: Connection) -> Diagnosis:
        """The same as `chainaudit.evidence.weighing.diagnose` says."""
        key = likeness(connection)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= MAX_REMEMBERED:
                self._known.clear()
            known = self._known[key] = diagnose(connection, self._siblings)
            return known
        return Diagnosis(
            connection,
            known.cause,
            known.refused_by,
            known.certainty,
            known.reasons,
            known.others,
            known.deciding,
        )
