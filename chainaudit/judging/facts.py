"""What checks say of one thing, and of several put together; never asks which profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.model.check import Outcome, Undetermined, gravest, gravest_of_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chainaudit.model.check import Check
    from chainaudit.model.finding import Finding


class Facts:
    """What checks said of one thing: findings, outcomes by check id, and why some could not decide.

    ``is_decided`` says whether every check could decide. Outcomes of several things are put together when they are
    first asked for: most paths that are judged are never reported.
    """

    __slots__ = ("_outcomes", "_parts", "_undetermined", "findings", "is_decided")

    def __init__(
        self,
        findings: tuple[Finding, ...] = (),
        outcomes: Mapping[str, Outcome] | None = None,
        undetermined: Mapping[str, str] | None = None,
    ) -> None:
        self.findings = findings
        self._outcomes: Mapping[str, Outcome] | None = {} if outcomes is None else outcomes
        self._undetermined: Mapping[str, str] | None = {} if undetermined is None else undetermined
        self._parts: tuple[Facts, ...] = ()
        self.is_decided = not outcomes or Outcome.UNDETERMINED not in outcomes.values()

    @staticmethod
    def together(parts: Iterable[Facts]) -> Facts:
        """Put facts together; of several outcomes of one check the gravest counts."""
        known = tuple(parts)
        return _of(known, tuple([finding for part in known for finding in part.findings]))

    def with_findings(self, findings: tuple[Finding, ...]) -> Facts:
        """Return these facts with other findings, which were placed or graded meanwhile."""
        return _of((self,), findings)

    def at(self, position: int) -> Facts:
        """Return these facts with the position put in where the check left it open."""
        if not self.findings:
            return self
        return self.with_findings(
            tuple([f if f.position is not None else f.but(position=position) for f in self.findings])
        )

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """How each check ended, by its id."""
        if self._outcomes is None:
            self._outcomes = gravest_of_each(part.outcomes for part in self._parts)
        return self._outcomes

    @property
    def undetermined(self) -> Mapping[str, str]:
        """Why a check could not decide, or lacks an input, by its id."""
        if self._undetermined is None:
            self._undetermined = {check: why for part in self._parts for check, why in part.undetermined.items()}
        return self._undetermined


def _of(parts: tuple[Facts, ...], findings: tuple[Finding, ...]) -> Facts:
    facts = Facts(findings)
    facts._parts = parts  # noqa: SLF001 - the same class's, made here
    facts._outcomes = facts._undetermined = None  # noqa: SLF001 - as above
    for part in parts:
        if not part.is_decided:
            facts.is_decided = False
    return facts


def run(checks: Iterable[Check], context: Any) -> Facts:  # noqa: ANN401 - the context of the checks' scope
    """Run checks on one context. A check that raises is undetermined, never passed."""
    findings: list[Finding] = []
    outcomes: dict[str, Outcome] = {}
    undetermined: dict[str, str] = {}
    asked: Callable[[Any], bool] | None = None
    answer = True
    for check in checks:
        try:
            if check.applies is not asked:  # checks of one kind stand side by side, and ask the same
                asked = check.applies
                answer = asked is None or asked(context)
            if not answer:
                outcomes[check.id] = Outcome.NOT_APPLICABLE
                continue
            outcome = Outcome.PASSED
            for said in check.find(context):
                now = _take(check, said, findings, undetermined)
                if now is not outcome:
                    outcome = gravest(outcome, now)
            outcomes[check.id] = outcome
        except Exception as error:  # noqa: BLE001 - whatever breaks inside a check must not become a clean report
            outcomes[check.id] = Outcome.UNDETERMINED
            undetermined[check.id] = f"the check broke on this input ({type(error).__name__})"
            asked, answer = None, True
    return Facts(tuple(findings), outcomes, undetermined)


def _take(check: Check, said: Finding | Undetermined, findings: list[Finding], undetermined: dict[str, str]) -> Outcome:
    if isinstance(said, Undetermined):
        undetermined[check.id] = said.why
        return Outcome.NOT_CHECKED if said.missing else Outcome.UNDETERMINED
    findings.append(said)
    return Outcome.FOUND
