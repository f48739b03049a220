"""Runs checks on what they look at, once each, and keeps what they said; never asks which profile."""

from __future__ import annotations

import copy
import functools
from typing import TYPE_CHECKING, Any

from chainaudit.judging.facts import Facts, run
from chainaudit.judging.memory import Memory
from chainaudit.model.check import Scope
from chainaudit.model.context import CertificateContext, LinkContext, PathContext, Role, TargetContext
from chainaudit.model.question import CertificateQuestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from chainaudit.builder.budget import Budget
    from chainaudit.builder.candidates import Candidates
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question
    from chainaudit.model.rules import Rules


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
        kept: dict[Any, Any] | None = None,
    ) -> None:
        """``kept`` is what the checks of paths keep for this question, where others are to see it."""
        self.memory = memory or Memory()
        self.question = question
        self.rules = rules
        self.candidates = candidates
        self.find_path = find_path
        self._kept = {} if kept is None else kept
        self._asked = CertificateQuestion(question)
        self._shelf: int | None = None
        self._by_scope = _grouped(checks)
        self._pruning = [c for c in self._by_scope[Scope.PATH] if c.prunes]
        self._certificates: dict[tuple[bytes, Role], Facts] = {}
        self._links: dict[tuple[bytes, bytes, bool], Facts] = {}
        self._paths: dict[tuple[bool, tuple[bytes, ...]], Facts] = {}
        self._target: Facts | None = None

    def with_budget(self, budget: Budget) -> Evaluation:
        """Return this evaluation for a search within another budget; what was made already is shared."""
        other = copy.copy(self)
        other.candidates = self.candidates.with_budget(budget)
        return other

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
        context = CertificateContext(certificate, role, self._asked, self.rules)
        if role is Role.TARGET:
            return run(checks, context)
        if self._shelf is None:
            self._shelf = self.memory.shelf(self.rules, checks, self._asked)
        key = self._shelf, certificate.der, role
        facts = self.memory.recall(key)
        if facts is None:
            facts = run(checks, context)
            self.memory.keep(key, facts)
        return facts

    def of_link(self, issuer: Certificate, subject: Certificate, *, issuer_is_anchor: bool) -> Facts:
        """Return what is true between an issuer and its subject.

        Where the budget is spent, nobody knows about the signature; that is not kept, for another search may know.
        """
        key = (issuer.der, subject.der, issuer_is_anchor)
        facts = self._links.get(key)
        if facts is None:
            status = self.candidates.signature(issuer, subject)
            context = LinkContext(
                issuer, subject, status, issuer_is_anchor=issuer_is_anchor, question=self.question, rules=self.rules
            )
            facts = run(self._by_scope[Scope.LINK], context)
            if status is not None:
                self._links[key] = facts
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
            kept=self._kept,
            read=self.memory.read,
        )

    def pruning(self, path: Path) -> Facts:
        """Return the path facts that hold for every longer path too."""
        return run(self._pruning, self.path_context(path, with_refusals=False)) if self._pruning else Facts()

    def of_path(self, path: Path) -> Facts:
        """Return everything that is true of a path, its certificates, its links and its target."""
        key = (path.anchor is not None, tuple(c.der for c in path.certificates))
        facts = self._paths.get(key)
        if facts is None:
            facts = self._of_path(path)
            if facts.is_decided:
                self._paths[key] = facts
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
