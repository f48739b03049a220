"""A path judged by one profile: its facts, and what of them is fatal there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chainaudit.judging.evaluation import Evaluation
    from chainaudit.judging.facts import Facts
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Anchor, Path
    from chainaudit.model.profile import Profile, Ruling
    from chainaudit.model.question import Question


class Judged:
    """A path, its facts, and those of them that are fatal to a profile, each with the ruling.

    ``stopped_by`` says at which limit the way to it was given up, so that another might have been good; None where
    it was not.
    """

    __slots__ = ("facts", "fatal", "path", "stopped_by")

    def __init__(
        self, path: Path, facts: Facts, fatal: tuple[tuple[Finding, Ruling], ...], *, stopped_by: str | None = None
    ) -> None:
        self.path = path
        self.facts = facts
        self.fatal = fatal
        self.stopped_by = stopped_by

    @property
    def is_acceptable(self) -> bool:
        """Whether the path is complete, nothing is fatal, and every check could decide."""
        return self.path.is_complete and not self.fatal and self.facts.is_decided


def is_usable_anchor(profile: Profile, question: Question) -> Callable[[Anchor], bool]:
    """Return which trusted certificates may end a path for this profile and this purpose."""
    only_self_signed = profile.strategy.self_signed_anchors and not question.partial_chain
    only_marked = profile.strategy.marked_anchors
    usage = question.purpose.usage

    def usable(anchor: Anchor) -> bool:
        if only_self_signed and not anchor.certificate.is_self_issued:
            return False
        if only_marked and not anchor.is_marked:
            return False
        return usage is None or anchor.is_trusted_for(usage)

    return usable


def fatal_facts(
    profile: Profile, facts: Iterable[Finding], path: Path, question: Question
) -> tuple[tuple[Finding, Ruling], ...]:
    """Return the findings that are fatal to the profile, with what it says of each."""
    found: list[tuple[Finding, Ruling]] = []
    for finding in facts:
        found.extend((finding, ruling) for ruling in profile.rulings_on(finding, path, question))
    return tuple(found)


def judge_path(profile: Profile, evaluation: Evaluation, path: Path) -> Judged:
    """Evaluate one path for one profile."""
    facts = evaluation.of_path(path)
    return Judged(path, facts, fatal_facts(profile, facts.findings, path, evaluation.question))
