"""The CRLs and OCSP responses of a question, read once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final, TypeVar

from chainaudit.errors import EncodingError
from chainaudit.model.crl import RevocationList
from chainaudit.model.ocsp import OcspResponse
from chainaudit.model.question import RevocationMode

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.model.question import Question, RevocationInputs

_T = TypeVar("_T")
_SECOND: Final = timedelta(seconds=1)
_LAST: Final = datetime(9999, 12, 31, tzinfo=timezone.utc)


class Inputs:
    """What could be read, and why the rest could not."""

    __slots__ = ("completes", "deltas", "malformed_lists", "malformed_responses", "responses")

    def __init__(self, given: RevocationInputs) -> None:
        lists, self.malformed_lists = _read(given.crls, RevocationList)
        self.responses, self.malformed_responses = _read(given.ocsp_responses, OcspResponse)
        # The newest first, and the same order in whichever they were given.
        distinct = sorted(
            dict.fromkeys(lists), key=lambda o: (o.number or 0, o.this_update, o.fingerprint), reverse=True
        )
        self.completes = tuple(one for one in distinct if not one.is_delta)
        self.deltas = tuple(one for one in distinct if one.is_delta)

    @property
    def turning_moments(self) -> tuple[datetime, ...]:
        """When each begins to count, and the first second at which it no longer does."""
        lists = [(one.this_update, one.next_update) for one in (*self.completes, *self.deltas)]
        answers = [(one.this_update, one.next_update) for response in self.responses for one in response.responses]
        found: list[datetime] = []
        for begins, ends in (*lists, *answers):
            found.append(begins)
            if ends is not None and ends < _LAST:
                found.append(ends + _SECOND)
        return tuple(found)


def _read(given: tuple[bytes, ...], make: Callable[[bytes], _T]) -> tuple[tuple[_T, ...], tuple[str, ...]]:
    """Read each with ``make``; return what could be read, and why the rest could not."""
    found: list[_T] = []
    refused: list[str] = []
    for encoded in given:
        try:
            found.append(make(encoded))
        except EncodingError as error:
            refused.append(f"{error.message} (byte {error.offset})")
    return tuple(found), tuple(refused)


def inputs_of(given: RevocationInputs, read: dict[Any, Any]) -> Inputs:
    """Return what was given, out of what was ``read`` already (``PathContext.read``) or read now."""
    place = ("revocation", "inputs", given.crls, given.ocsp_responses)
    found: Inputs | None = read.get(place)
    if found is None:
        found = read[place] = Inputs(given)
    return found


def is_asked(question: Question) -> bool:
    """Whether there is anything to look at: something was given, or something is required."""
    asked = question.revocation
    if asked.mode is RevocationMode.OFF:
        return False
    return asked.mode is not RevocationMode.IF_GIVEN or bool(asked.crls or asked.ocsp_responses)
