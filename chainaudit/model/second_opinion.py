"""What a real verifier answered to the question that was judged, beside what its profile predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainaudit.model.report import Verdict


class Answer:
    """What a real verifier said: accepted or not, None where it could not be asked; its words; who it was."""

    __slots__ = ("accepted", "said", "verifier")

    def __init__(self, verifier: str, accepted: bool | None, said: tuple[str, ...] = ()) -> None:  # noqa: FBT001 - the answer
        self.verifier = verifier
        self.accepted = accepted
        self.said = said

    def __repr__(self) -> str:
        """Show who said what."""
        return f"Answer({self.verifier}: {self.accepted}, {list(self.said)})"


class SecondOpinion:
    """An answer beside our prediction of it. ``agrees`` is None where there is nothing to compare."""

    __slots__ = ("answer", "predicted")

    def __init__(self, answer: Answer, predicted: Verdict | None) -> None:
        self.answer = answer
        self.predicted = predicted

    @property
    def agrees(self) -> bool | None:
        """Whether verifier and prediction come to the same verdict."""
        if self.answer.accepted is None or self.predicted is None:
            return None
        return self.answer.accepted == self.predicted.accepted

    def lines(self) -> tuple[str, ...]:
        """Say it: the verifier, its verdict and words, and whether we had predicted that."""
        shown = {None: "not asked", True: "accepted", False: "rejected"}
        told = "; ".join(self.answer.said)
        first = f"{self.answer.verifier}: {shown[self.answer.accepted]}{f' ({told})' if told else ''}"
        if self.predicted is None or self.agrees is None:
            return (first,)
        if self.agrees:
            return (first, f"  as predicted by {self.predicted.profile}")
        words = "; ".join(r.words for r in self.predicted.reasons)
        predicted = shown[self.predicted.accepted] + (f" ({words})" if words else "")
        return (first, f"  differs from what {self.predicted.profile} predicted: {predicted}")

    def __repr__(self) -> str:
        """Show both."""
        return f"SecondOpinion({self.answer!r}, {self.predicted!r})"
