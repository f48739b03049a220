"""One question, some profiles: verdicts, findings, outcomes, paths, refusals."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from chainaudit.builder.budget import Budget
from chainaudit.builder.candidates import Candidates
from chainaudit.judging.choice import choose
from chainaudit.judging.evaluation import Evaluation
from chainaudit.judging.facts import Facts, run
from chainaudit.judging.memory import Memory
from chainaudit.judging.saying import reasons_of
from chainaudit.judging.searched import every_path
from chainaudit.judging.signers import path_finder
from chainaudit.judging.telling import mended_first, told_once
from chainaudit.judging.windows import turning_by_trial, turning_moment
from chainaudit.model.check import Outcome, Scope
from chainaudit.model.context import EntryContext, StoreRole
from chainaudit.model.finding import Finding, Severity
from chainaudit.model.profile import VERIFIER
from chainaudit.model.report import JudgedPath, TargetReport, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from chainaudit.judging.judged import Judged
    from chainaudit.model.certificate import Certificate
    from chainaudit.model.check import Check
    from chainaudit.model.path import Path, Refusal
    from chainaudit.model.profile import Profile
    from chainaudit.model.question import Question, Target

_OWN_SEVERITY = frozenset({Scope.STORE, Scope.ENTRY})


class _Opinion:
    """What one profile made of the question."""

    __slots__ = ("all_paths", "evaluation", "judged", "profile", "question", "verdict")

    def __init__(
        self,
        profile: Profile,
        question: Question,
        evaluation: Evaluation,
        judged: Judged,
        all_paths: tuple[Judged, ...],
        verdict: Verdict,
    ) -> None:
        self.profile = profile
        self.question = question
        self.evaluation = evaluation
        self.judged = judged
        self.all_paths = all_paths
        self.verdict = verdict


def judge(
    question: Question, profiles: Sequence[Profile], checks: Iterable[Check], *, memory: Memory | None = None
) -> TargetReport:
    """Judge one target by each profile; the first one's path is the one whose findings lead."""
    checks = tuple(checks)
    memory = memory or Memory()
    opinions = [_opinion(question, profile, checks, memory) for profile in profiles]
    own = _own_facts(question, checks)
    findings = _merge(own, opinions, checks)
    facts = Facts.together([own, *(o.judged.facts for o in opinions)])
    return TargetReport(
        question,
        verdicts=tuple(o.verdict for o in opinions),
        findings=findings,
        outcomes=facts.outcomes,
        paths=_paths(opinions),
        refused=_refusals(opinions[0]) if opinions else (),
        undetermined={**facts.undetermined, **_stopped(opinions)},
    )


def verdict_of(question: Question, profile: Profile, checks: Iterable[Check]) -> tuple[Verdict, Facts]:
    """Return the verdict of one profile alone, with the facts of its path; the quick way for many questions.

    ``valid_until`` is that of this path alone.
    """
    asked = profile.adapt(question) if profile.adapt else question
    evaluation = evaluate(asked, profile, tuple(checks))
    judged = choose(profile, evaluation)
    return _verdict(profile, asked, judged, turning_moment((judged,), asked.moment, profile.rules)), judged.facts


def evaluate(
    question: Question, profile: Profile, checks: tuple[Check, ...], memory: Memory | None = None
) -> Evaluation:
    """Make the evaluation of one question under the rules of one profile."""
    memory = memory or Memory()
    candidates = Candidates(
        question.anchors,
        (*question.target.presented, *question.untrusted, question.target.certificate),
        Budget(),
        memory.signatures,
    )
    kept: dict[Any, Any] = {}
    finder = path_finder(question, profile, checks, functools.partial(evaluate, memory=memory), kept)
    return Evaluation(question, profile.rules, _wanted(profile, checks), candidates, finder, memory, kept)


@functools.lru_cache(maxsize=64)
def _wanted(profile: Profile, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    return tuple(check for check in checks if profile.runs(check.id))


def _opinion(question: Question, profile: Profile, checks: tuple[Check, ...], memory: Memory) -> _Opinion:
    asked = profile.adapt(question) if profile.adapt else question
    evaluation = evaluate(asked, profile, checks, memory)
    judged = choose(profile, evaluation)
    paths = every_path(profile, evaluation)
    if judged.path.is_complete and all(p.path.certificates != judged.path.certificates for p in paths):
        paths = (judged, *paths)
    if profile.family == VERIFIER or asked.revocation.crls or asked.revocation.ocsp_responses:
        turning = _tried(profile, asked, evaluation, checks)
    else:
        turning = turning_moment(paths or (judged,), asked.moment, profile.rules)
    return _Opinion(profile, asked, evaluation, judged, paths, _verdict(profile, asked, judged, turning))


def _tried(
    profile: Profile, question: Question, evaluation: Evaluation, checks: tuple[Check, ...]
) -> tuple[datetime | None, Certificate | None]:
    """Find when a verifier's verdict turns by asking again: what dates are worth is for its way to a path to say."""

    def accepts(other: Question) -> bool:
        return choose(profile, evaluate(other, profile, checks, evaluation.memory)).is_acceptable

    certificates = evaluation.candidates.reachable(question.target.certificate)
    return turning_by_trial(question, certificates, profile.rules, accepts, _revocation_moments(question, evaluation))


def _revocation_moments(question: Question, evaluation: Evaluation) -> tuple[datetime, ...]:
    """Return when CRLs and OCSP responses begin to count, and the first moment at which they no longer do."""
    if not (question.revocation.crls or question.revocation.ocsp_responses):
        return ()
    from chainaudit.validators.revocation.inputs import inputs_of

    return inputs_of(question.revocation, evaluation.memory.read).turning_moments


def _verdict(
    profile: Profile, question: Question, judged: Judged, turning: tuple[datetime | None, Certificate | None]
) -> Verdict:
    reasons = reasons_of(profile, judged, question)
    undetermined = None
    if not judged.fatal and not judged.facts.is_decided:
        outcomes, why = judged.facts.outcomes, judged.facts.undetermined
        undecided = sorted(check for check in why if outcomes[check] is Outcome.UNDETERMINED)
        undetermined = "; ".join(f"{check}: {why[check]}" for check in undecided)
    if judged.stopped_by is not None:
        undetermined = judged.stopped_by
    return Verdict(
        question.target,
        profile.name,
        accepted=judged.is_acceptable,
        path=judged.path,
        reasons=reasons,
        valid_until=turning[0],
        turned_by=turning[1],
        undetermined=undetermined,
    )


def _own_facts(question: Question, checks: tuple[Check, ...]) -> Facts:
    target = question.target
    if target.store is None or target.entry is None:
        return Facts()
    role = StoreRole.IDENTITY if target.is_identity else StoreRole.PRESENTED
    context = EntryContext(target.store, target.entry, role, question.moment)
    facts = run([c for c in checks if c.scope is Scope.ENTRY], context)
    return facts.with_findings(tuple(_located(f, target) for f in facts.findings))


def _located(finding: Finding, target: Target) -> Finding:
    if finding.store is not None or target.store is None:
        return finding
    return finding.but(store=target.store.source, alias=target.alias)


def _merge(own: Facts, opinions: list[_Opinion], checks: tuple[Check, ...]) -> tuple[Finding, ...]:
    """Put the findings of all profiles together; one is as severe as the gravest profile asked for makes it."""
    scopes = {check.id: check.scope for check in checks}
    follows = {check.id: set(check.follows) for check in checks if check.follows}
    merged: dict[tuple[object, ...], Finding] = {}
    for opinion in opinions:
        fatal = {id(finding) for finding, _ in opinion.judged.fatal}
        fatal_checks = {finding.check for finding, _ in opinion.judged.fatal}
        for finding in opinion.judged.facts.findings:
            severity = finding.severity
            if id(finding) in fatal or follows.get(finding.check, set()) & fatal_checks:
                severity = Severity.ERROR
            elif severity is Severity.ERROR and scopes.get(finding.check) not in _OWN_SEVERITY:
                severity = Severity.WARNING
            placed = _located(finding.but(severity=severity), opinion.question.target)
            known = merged.get(placed.identity)
            if known is None or severity.rank > known.severity.rank:
                merged[placed.identity] = placed
    ordered = [*own.findings, *mended_first(told_once(merged.values(), checks), checks)]
    return tuple(
        sorted(ordered, key=lambda f: (-f.severity.rank, f.position if f.position is not None else -1, f.check))
    )


def _paths(opinions: list[_Opinion]) -> tuple[JudgedPath, ...]:
    found: dict[tuple[bytes, ...], tuple[Path, list[str], dict[str, tuple[str, ...]]]] = {}
    for opinion in opinions:
        for judged in opinion.all_paths or (opinion.judged,):
            key = tuple(c.der for c in judged.path.certificates)
            _, accepted, rejected = found.setdefault(key, (judged.path, [], {}))
            chosen = judged.path.certificates == opinion.judged.path.certificates
            if judged.is_acceptable and (chosen or opinion.verdict.accepted):
                accepted.append(opinion.profile.name)
            else:
                said = reasons_of(opinion.profile, judged, opinion.question)
                rejected[opinion.profile.name] = tuple(r.words for r in said) or (
                    "it is not the path that this verifier takes",
                )
    return tuple(JudgedPath(path, tuple(accepted), rejected) for path, accepted, rejected in found.values())


def _stopped(opinions: list[_Opinion]) -> dict[str, str]:
    """Say under "path.search" at which limit the way to a path was given up, where it was."""
    limits = [o.judged.stopped_by for o in opinions if o.judged.stopped_by is not None]
    return {"path.search": limits[0]} if limits else {}


def _refusals(opinion: _Opinion) -> tuple[Refusal, ...]:
    refused: dict[tuple[bytes, bytes], Refusal] = {}
    for judged in opinion.all_paths or (opinion.judged,):
        for certificate in judged.path.certificates:
            for refusal in opinion.evaluation.candidates.refusals(certificate):
                refused.setdefault((refusal.candidate.der, refusal.subject.der), refusal)
    return tuple(refused.values())
