"""Runs checks on what they look at, once each, and keeps what they said; never asks which profile."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from chainaudit.judging.memory import Memory, key_of
from chainaudit.model.check import Outcome, Scope, Undetermined, gravest, gravest_of_each
from chainaudit.model.context import CertificateContext, LinkContext, PathContext, Role, TargetContext
from chainaudit.model.signature import SignatureStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from chainaudit.builder.candidates import Candidates
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check
    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question
    from chainaudit.model.rules import Rules


class Facts:
    """What checks said of one thing: findings, outcomes by check id, and why some could not decide."""

    __slots__ = ("findings", "outcomes", "undetermined")

    def __init__(
        self,
        findings: tuple[Finding, ...] = (),
        outcomes: Mapping[str, Outcome] | None = None,
        undetermined: Mapping[str, str] | None = None,
    ) -> None:
        self.findings = findings
        self.outcomes = dict(outcomes or {})
        self.undetermined = dict(undetermined or {})

    @staticmethod
    def together(parts: Iterable[Facts]) -> Facts:
        """Put facts together; of several outcomes of one check the gravest counts."""
        findings: list[Finding] = []
        undetermined: dict[str, str] = {}
        known = tuple(parts)
        for part in known:
            findings.extend(part.findings)
            undetermined.update(part.undetermined)
        return Facts(tuple(findings), gravest_of_each(part.outcomes for part in known), undetermined)

    def at(self, position: int) -> Facts:
        """Return these facts with the position put in where the check left it open."""
        if not self.findings:
            return self
        placed = tuple(f if f.position is not None else f.but(position=position) for f in self.findings)
        return Facts(placed, self.outcomes, self.undetermined)


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


@functools.lru_cache(maxsize=64)
def _grouped(checks: tuple[Check, ...]) -> dict[Scope, tuple[Check, ...]]:
    """Put checks beside each other that look at the same thing; every question of a run asks for the same ones."""
    return {scope: tuple(check for check in checks if check.scope is scope) for scope in Scope}


class Evaluation:
    """The facts about one question under one set of rules, each made once."""

    def __init__(
        self,
        question: Question,
        rules: Rules,
        checks: tuple[Check, ...],
        candidates: Candidates,
        find_path: Callable[[Certificate], Path | None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.memory = memory or Memory()
        self.question = question
        self.rules = rules
        self.candidates = candidates
        self.find_path = find_path
        self._by_scope = _grouped(checks)
        self._pruning = [c for c in self._by_scope[Scope.PATH] if c.prunes]
        self._certificates: dict[tuple[bytes, Role], Facts] = {}
        self._links: dict[tuple[bytes, bytes, bool], Facts] = {}
        self._paths: dict[tuple[bool, tuple[bytes, ...]], Facts] = {}
        self._target: Facts | None = None

    def of_target(self) -> Facts:
        """Return what is true of the target under the names and the purpose asked for."""
        if self._target is None:
            facts = run(self._by_scope[Scope.TARGET], TargetContext(self.question, self.rules))
            self._target = facts.at(0)
        return self._target

    def of_certificate(self, certificate: Certificate, role: Role) -> Facts:
        """Return what is true of one certificate in its role."""
        key = (certificate.der, role)
        facts = self._certificates.get(key)
        if facts is None:
            facts = self._certificates[key] = self._of_certificate(certificate, role)
        return facts

    def _of_certificate(self, certificate: Certificate, role: Role) -> Facts:
        checks = self._by_scope[Scope.CERTIFICATE]
        context = CertificateContext(certificate, role, self.question, self.rules)
        if role is Role.TARGET:
            return run(checks, context)
        key = key_of(certificate, role, self.rules, self.question, checks)
        facts = self.memory.recall(key)
        if facts is None:
            facts = run(checks, context)
            self.memory.keep(key, facts)
        return facts

    def of_link(self, issuer: Certificate, subject: Certificate, *, issuer_is_anchor: bool) -> Facts:
        """Return what is true between an issuer and its subject."""
        key = (issuer.der, subject.der, issuer_is_anchor)
        facts = self._links.get(key)
        if facts is None:
            status = self.candidates.signature(issuer, subject) or SignatureStatus.UNSUPPORTED
            context = LinkContext(
                issuer, subject, status, issuer_is_anchor=issuer_is_anchor, question=self.question, rules=self.rules
            )
            facts = self._links[key] = run(self._by_scope[Scope.LINK], context)
        return facts

    def path_context(self, path: Path, *, with_refusals: bool = True) -> PathContext:
        """Return what a path check is handed; who was refused above an incomplete path is looked up only if asked."""
        return PathContext(
            path,
            self.question,
            self.rules,
            refusals=() if path.is_complete or not with_refusals else self.candidates.refusals(path.top),
            known=self.candidates.known,
            find_path=self.find_path,
        )

    def pruning(self, path: Path) -> Facts:
        """Return the path facts that hold for every longer path too."""
        return run(self._pruning, self.path_context(path, with_refusals=False)) if self._pruning else Facts()

    def of_path(self, path: Path) -> Facts:
        """Return everything that is true of a path, its certificates, its links and its target."""
        key = (path.anchor is not None, tuple(c.der for c in path.certificates))
        facts = self._paths.get(key)
        if facts is None:
            facts = self._paths[key] = self._of_path(path)
        return facts

    def _of_path(self, path: Path) -> Facts:
        parts = [self.of_target()]
        last = len(path.certificates) - 1
        for position, certificate in enumerate(path.certificates):
            role = (
                Role.TARGET
                if position == 0
                else Role.ANCHOR
                if path.is_complete and position == last
                else Role.INTERMEDIATE
            )
            parts.append(self.of_certificate(certificate, role).at(position))
        for position in range(last):
            above = path.certificates[position + 1]
            link = self.of_link(
                above, path.certificates[position], issuer_is_anchor=path.is_complete and position + 1 == last
            )
            parts.append(link.at(position))
        parts.append(run(self._by_scope[Scope.PATH], self.path_context(path)))
        return Facts.together(parts)
