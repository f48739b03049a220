"""What ``diagnose`` gives: conclusions, one a connection or many equal ones together, and what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chainaudit.model.check import Outcome
    from chainaudit.model.evidence import Diagnosis
    from chainaudit.model.finding import Finding
    from chainaudit.model.remedy import Action


@final
class Conclusion:
    """A diagnosis with what is to be done: ``actions``, and ``commands`` of ``system`` for them.

    ``count`` is how many connections of the source it stands for, ``labels`` names some of them; ``joined`` are
    sentences that the stores given add to the evidence.
    """

    __slots__ = ("actions", "commands", "count", "diagnosis", "joined", "labels", "system")

    def __init__(
        self,
        diagnosis: Diagnosis,
        *,
        count: int = 1,
        labels: tuple[str, ...] = (),
        joined: tuple[str, ...] = (),
        actions: tuple[Action, ...] = (),
        commands: tuple[str, ...] = (),
        system: str = "",
    ) -> None:
        self.diagnosis = diagnosis
        self.count = count
        self.labels = labels
        self.joined = joined
        self.actions = actions
        self.commands = commands
        self.system = system


@final
class SourceReport:
    """One input: its name, the parser that read it, connections in it, and what stood in the way (``error``)."""

    __slots__ = ("connections", "error", "format", "name", "note")

    def __init__(
        self, name: str, *, format_name: str = "", connections: int = 0, note: str = "", error: str = ""
    ) -> None:
        self.name = name
        self.format = format_name
        self.connections = connections
        self.note = note
        self.error = error


@final
class DiagnosisReport:
    """Everything that was concluded from the inputs; ``findings`` are of presented chains and of the stores given."""

    __slots__ = ("conclusions", "findings", "notes", "outcomes", "sources")

    def __init__(
        self,
        conclusions: tuple[Conclusion, ...],
        sources: tuple[SourceReport, ...],
        *,
        findings: tuple[Finding, ...] = (),
        outcomes: Mapping[str, Outcome] | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.conclusions = conclusions
        self.sources = sources
        self.findings = findings
        self.outcomes = dict(outcomes or {})
        self.notes = notes

    @property
    def failed(self) -> tuple[Conclusion, ...]:
        """The conclusions that name a cause."""
        return tuple(each for each in self.conclusions if each.diagnosis.cause is not None)

    @property
    def is_complete(self) -> bool:
        """Whether every input could be read."""
        return not any(source.error for source in self.sources)
