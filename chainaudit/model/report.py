"""What judging answers: verdicts, findings, outcomes, paths and refused candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.changing import Changeable
from chainaudit.model.check import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.finding import Finding, Severity
    from chainaudit.model.path import Path, Refusal
    from chainaudit.model.peer import Peer
    from chainaudit.model.profile import Reason
    from chainaudit.model.question import Question, Target
    from chainaudit.model.second_opinion import SecondOpinion
    from chainaudit.model.store import Store


class Verdict:
    """What one profile says of one target, and until when.

    ``valid_until`` is the first moment at which the verdict turns, over all paths; None: never as far as known, or the
    target is refused at every moment. ``turned_by`` is the certificate because of which it turns. ``undetermined``
    says why no answer could be given (then ``accepted`` is False: fail closed).
    """

    __slots__ = ("accepted", "path", "profile", "reasons", "target", "turned_by", "undetermined", "valid_until")

    def __init__(
        self,
        target: Target,
        profile: str,
        *,
        accepted: bool,
        path: Path,
        reasons: tuple[Reason, ...] = (),
        valid_until: datetime | None = None,
        turned_by: Certificate | None = None,
        undetermined: str | None = None,
    ) -> None:
        self.target = target
        self.profile = profile
        self.accepted = accepted
        self.path = path
        self.reasons = reasons
        self.valid_until = valid_until
        self.turned_by = turned_by
        self.undetermined = undetermined

    def __repr__(self) -> str:
        """Show profile and answer."""
        return f"Verdict({self.profile}: {'accepted' if self.accepted else 'rejected'} {list(self.reasons)})"


class JudgedPath:
    """A path and which profiles take or refuse it, with their reasons in words."""

    __slots__ = ("accepted_by", "path", "rejected_by")

    def __init__(self, path: Path, accepted_by: tuple[str, ...], rejected_by: Mapping[str, tuple[str, ...]]) -> None:
        self.path = path
        self.accepted_by = accepted_by
        self.rejected_by = dict(rejected_by)


class TargetReport(Changeable):
    """Everything about one target.

    ``findings`` are those of the path of every profile, each as grave as the gravest profile makes it, with store and
    key facts; ``refused`` are the candidates that the first profile refused. ``opinions`` are those of the real
    verifiers that were asked beside.
    """

    __slots__ = ("findings", "opinions", "outcomes", "paths", "question", "refused", "undetermined", "verdicts")

    def __init__(
        self,
        question: Question,
        *,
        verdicts: tuple[Verdict, ...],
        findings: tuple[Finding, ...],
        outcomes: Mapping[str, Outcome],
        paths: tuple[JudgedPath, ...] = (),
        refused: tuple[Refusal, ...] = (),
        undetermined: Mapping[str, str] | None = None,
        opinions: tuple[SecondOpinion, ...] = (),
    ) -> None:
        self.opinions = opinions
        self.question = question
        self.verdicts = verdicts
        self.findings = findings
        self.outcomes = dict(outcomes)
        self.paths = paths
        self.refused = refused
        self.undetermined = dict(undetermined or {})

    def beside(self, opinions: tuple[SecondOpinion, ...]) -> TargetReport:
        """Return this report with the opinions of real verifiers."""
        return self.but(opinions=opinions)

    @property
    def target(self) -> Target:
        """The target that was judged."""
        return self.question.target


class Report(Changeable):
    """The answer to a whole question: the stores that were read, each target, and findings that belong to no target."""

    __slots__ = ("findings", "notes", "outcomes", "peers", "stores", "targets", "undetermined")

    def __init__(
        self,
        *,
        stores: tuple[Store, ...] = (),
        targets: tuple[TargetReport, ...] = (),
        findings: tuple[Finding, ...] = (),
        outcomes: Mapping[str, Outcome] | None = None,
        notes: tuple[str, ...] = (),
        peers: tuple[Peer, ...] = (),
        undetermined: Mapping[str, str] | None = None,
    ) -> None:
        self.undetermined = dict(undetermined or {})
        self.peers = peers
        self.stores = stores
        self.targets = targets
        self.findings = findings
        self.outcomes = dict(outcomes or {})
        self.notes = notes

    def noted(self, *notes: str) -> Report:
        """Return this report with further notes."""
        return self.but(notes=(*self.notes, *notes))

    def all_findings(self) -> Iterator[Finding]:
        """Yield every finding once, those of stores first."""
        seen = set()
        for finding in (*self.findings, *(f for t in self.targets for f in t.findings)):
            key = finding.identity
            if key not in seen:
                seen.add(key)
                yield finding

    @property
    def worst(self) -> Severity | None:
        """The worst severity of all findings; None where there are none."""
        return max((f.severity for f in self.all_findings()), key=lambda s: s.rank, default=None)

    @property
    def accepted(self) -> bool:
        """Whether every profile accepts every target, and there is one."""
        verdicts = [v for t in self.targets for v in t.verdicts]
        return bool(verdicts) and all(v.accepted for v in verdicts)

    @property
    def is_determined(self) -> bool:
        """Whether every store could be read and every check could decide."""
        if any(store.problem is not None for store in self.stores):
            return False
        if any(peer.handshake.outcome == "failed" and not peer.presented for peer in self.peers):
            return False
        if any(v.undetermined for t in self.targets for v in t.verdicts):
            return False
        outcomes = [*self.outcomes.values(), *(o for t in self.targets for o in t.outcomes.values())]
        return Outcome.UNDETERMINED not in outcomes
