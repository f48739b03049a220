"""Judging: paths that win, findings that lead, severities that follow the gravest profile, and failing closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from chainaudit.judging.facts import Facts, run
from chainaudit.judging.judge import evaluate, judge, verdict_of
from chainaudit.judging.searched import every_path
from chainaudit.model.check import Check, Outcome, Scope, Undetermined
from chainaudit.model.finding import Severity
from chainaudit.model.profile import STANDARD, Profile, Ruling, Strategy, StrategyKind
from chainaudit.model.rules import Rules
from tests.validators.making import BEGIN, END, MOMENT, authority, end, question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.context import CertificateContext, PathContext
    from chainaudit.model.finding import Finding

ANY = Strategy(StrategyKind.ANY_PATH)
ROOTS_ONLY = Strategy(StrategyKind.ANY_PATH, self_signed_anchors=True)


def _check(identity: str, scope: Scope, find: Any, severity: Severity = Severity.ERROR, **parts: Any) -> Check:
    return Check(
        id=identity,
        title=identity,
        severity=severity,
        scope=scope,
        cites=(),
        explanation="",
        remedy="",
        find=find,
        **parts,
    )


def _standard(name: str = "standard", **parts: Any) -> Profile:
    return Profile(name=name, title=name, cites=(), family=STANDARD, **{"strategy": ANY, **parts})


def _verifier(name: str, **parts: Any) -> Profile:
    return Profile(name=name, title=name, cites=(), **{"strategy": ANY, **parts})


def _named(name: str) -> Any:
    """Find fault with every certificate of this common name."""

    def find(ctx: CertificateContext) -> Iterator[Finding]:
        if ctx.certificate.subject.common_name == name:
            yield BAD_NAME.finding(ctx.certificate, observed=name, variant=ctx.role.value)

    return find


BAD_NAME = _check("path.bad-name", Scope.CERTIFICATE, _named("Bad"), variants=("target", "intermediate", "anchor"))


def _no_anchor(ctx: PathContext) -> Iterator[Finding]:
    if not ctx.path.is_complete:
        yield INCOMPLETE.finding(ctx.path.top, position=len(ctx.path.certificates) - 1)


INCOMPLETE = _check("path.no-anchor", Scope.PATH, _no_anchor)

ROOT = authority("Root")
GOOD = authority("Good", ROOT)
BAD = authority("Bad", ROOT)


def _two_ways() -> tuple[Any, Any, Any]:
    """Make a leaf whose issuer is certified twice, by a good and by a bad CA."""
    good = authority("Issuer", GOOD)
    return end("a.example", good), good, authority("Issuer", BAD, use_key=good.key)


def test_any_acceptable_path_wins_though_another_is_bad() -> None:
    leaf, good, bad = _two_ways()
    asked = question(leaf, anchors=(ROOT,), untrusted=tuple(c.certificate for c in (bad, BAD, good, GOOD)))
    report = judge(asked, [_standard()], [BAD_NAME, INCOMPLETE])
    (verdict,) = report.verdicts
    assert verdict.accepted
    assert [c.subject.common_name for c in verdict.path.certificates] == ["a.example", "Issuer", "Good", "Root"]
    assert report.findings == ()
    assert len(report.paths) == 2
    assert [(p.accepted_by, sorted(p.rejected_by)) for p in report.paths if p.rejected_by] == [((), ["standard"])]


def test_where_all_paths_are_bad_the_fewest_fatal_facts_lead() -> None:
    leaf, _, bad = _two_ways()
    asked = question(leaf, anchors=(ROOT,), untrusted=(bad.certificate, BAD.certificate))
    report = judge(asked, [_standard()], [BAD_NAME, INCOMPLETE])
    assert not report.verdicts[0].accepted
    assert [(f.check, f.position) for f in report.findings] == [("path.bad-name", 2)]
    assert report.verdicts[0].reasons[0].finding is not None


def test_without_an_anchor_the_longest_way_up_is_explained() -> None:
    leaf = end("a.example", GOOD)
    report = judge(question(leaf, anchors=(), untrusted=(GOOD.certificate,)), [_standard()], [INCOMPLETE])
    assert [c.subject.common_name for c in report.verdicts[0].path.certificates] == ["a.example", "Good"]
    assert [(f.check, f.position) for f in report.findings] == [("path.no-anchor", 1)]


def test_a_profile_may_want_self_signed_anchors_unless_partial_chains_are_asked_for() -> None:
    leaf = end("a.example", GOOD)
    profile = _standard(strategy=ROOTS_ONLY)
    for partial in (False, True):
        asked = question(leaf, anchors=(GOOD,), partial_chain=partial)
        assert verdict_of(asked, profile, [INCOMPLETE])[0].accepted is partial


def test_a_verifier_tolerates_what_it_does_not_list_and_says_its_own_words() -> None:
    leaf = end("Bad", ROOT)
    asked = question(leaf, anchors=(ROOT,))
    lenient = _verifier("lenient")
    strict = _verifier("strict", rulings={"path.bad-name/target": Ruling("I do not like {observed}", number=7)})
    report = judge(asked, [lenient, strict], [BAD_NAME])
    assert [(v.profile, v.accepted) for v in report.verdicts] == [("lenient", True), ("strict", False)]
    assert [(r.number, r.depth, r.words) for r in report.verdicts[1].reasons] == [(7, 0, "I do not like Bad")]


def test_a_finding_is_as_severe_as_the_gravest_profile_makes_it() -> None:
    asked = question(end("Bad", ROOT), anchors=(ROOT,))
    lenient, strict = _verifier("lenient"), _verifier("strict", rulings={"path.bad-name": Ruling("")})
    assert [f.severity for f in judge(asked, [lenient], [BAD_NAME]).findings] == [Severity.WARNING]
    assert [f.severity for f in judge(asked, [lenient, strict], [BAD_NAME]).findings] == [Severity.ERROR]


def test_the_narrower_ruling_wins_and_none_tolerates() -> None:
    asked = question(end("Bad", ROOT), anchors=(ROOT,))
    profile = _verifier("v", rulings={"path.bad-name": Ruling("no"), "path.bad-name/target": None})
    assert verdict_of(asked, profile, [BAD_NAME])[0].accepted
    assert verdict_of(asked, _standard(tolerates=frozenset({"path.bad-name"})), [BAD_NAME])[0].accepted


def test_a_verifier_says_no_more_than_it_goes_on_to() -> None:
    leaf = end("Bad", authority("Bad", ROOT, label="x"))
    rulings = {
        "path.bad-name/target": Ruling("t", number=1, stage=1),
        "path.bad-name/intermediate": Ruling("i", number=2, stage=0),
    }
    asked = question(leaf, anchors=(ROOT,), untrusted=(authority("Bad", ROOT, label="x").certificate,))

    def said_by(goes_on: frozenset[int] | None) -> list[int | None]:
        profile = _verifier("v", rulings=rulings, goes_on=goes_on)
        return [reason.number for reason in verdict_of(asked, profile, [BAD_NAME])[0].reasons]

    said = {goes_on: said_by(goes_on) for goes_on in (None, frozenset({2}), frozenset[int]())}
    assert said == {None: [2, 1], frozenset({2}): [2, 1], frozenset(): [2]}


def test_a_check_that_breaks_is_undetermined_and_the_verdict_fails_closed() -> None:
    def broken(_ctx: object) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    check = _check("path.broken", Scope.PATH, broken)
    unasked = _check("path.unasked", Scope.PATH, lambda _: iter((Undetermined("no list was given", missing=True),)))
    asked = question(end("a.example", ROOT), anchors=(ROOT,))
    report = judge(asked, [_standard()], [check, unasked])
    assert not report.verdicts[0].accepted
    assert report.verdicts[0].undetermined == "path.broken: the check broke on this input (ZeroDivisionError)"
    assert report.outcomes["path.broken"] is Outcome.UNDETERMINED


def test_an_input_that_was_not_given_is_said_and_changes_no_verdict() -> None:
    check = _check("path.unasked", Scope.PATH, lambda _: iter((Undetermined("no list was given", missing=True),)))
    report = judge(question(end("a.example", ROOT), anchors=(ROOT,)), [_standard()], [check])
    assert report.verdicts[0].accepted
    assert report.outcomes["path.unasked"] is Outcome.NOT_CHECKED
    assert report.undetermined == {"path.unasked": "no list was given"}


def test_outcomes_tell_passed_from_not_applicable() -> None:
    never = _check("path.never", Scope.PATH, lambda _: iter(()), applies=lambda _: False)
    silent = _check("path.silent", Scope.PATH, lambda _: iter(()))
    facts = run([never, silent], object())
    assert facts.outcomes == {"path.never": Outcome.NOT_APPLICABLE, "path.silent": Outcome.PASSED}


def test_of_several_outcomes_the_gravest_counts() -> None:
    order = [Outcome.NOT_APPLICABLE, Outcome.PASSED, Outcome.NOT_CHECKED, Outcome.FOUND, Outcome.UNDETERMINED]
    for i, outcome in enumerate(order):
        together = Facts.together([Facts(outcomes={"a.b": o}) for o in (*order[: i + 1], *order[:i])])
        assert together.outcomes["a.b"] is outcome


def test_certificate_facts_are_made_once_per_certificate_and_role() -> None:
    seen: list[tuple[str | None, str]] = []

    def find(ctx: CertificateContext) -> Iterator[Finding]:
        seen.append((ctx.certificate.subject.common_name, ctx.role.value))
        return iter(())

    leaf, good, bad = _two_ways()
    asked = question(leaf, anchors=(ROOT,), untrusted=tuple(c.certificate for c in (bad, BAD, good, GOOD)))
    evaluation = evaluate(asked, _standard(), (_check("path.seen", Scope.CERTIFICATE, find),))
    assert len(every_path(_standard(), evaluation)) == 2
    every_path(_standard(), evaluation)
    assert sorted(seen) == [
        ("Bad", "intermediate"), ("Good", "intermediate"), ("Issuer", "intermediate"), ("Issuer", "intermediate"),
        ("Root", "anchor"), ("a.example", "target"),
    ]  # fmt: skip


EXPIRED = _check(
    "validity.expired",
    Scope.CERTIFICATE,
    lambda ctx: iter(
        () if ctx.certificate.not_after >= ctx.question.moment else (EXPIRED.finding(ctx.certificate, observed="over"),)
    ),
)
EARLY = _check(
    "validity.not-yet-valid",
    Scope.CERTIFICATE,
    lambda ctx: iter(
        () if ctx.certificate.not_before <= ctx.question.moment else (EARLY.finding(ctx.certificate, observed="early"),)
    ),
)


def test_the_verdict_turns_when_the_last_acceptable_path_ends() -> None:
    soon = MOMENT + timedelta(days=5)
    later = MOMENT + timedelta(days=9)
    one = authority("Issuer", ROOT, end=soon)
    two = authority("Issuer", ROOT, end=later, use_key=one.key)
    leaf = end("a.example", one)
    asked = question(leaf, anchors=(ROOT,), untrusted=(one.certificate, two.certificate))
    (verdict,) = judge(asked, [_standard()], [EXPIRED, EARLY, INCOMPLETE]).verdicts
    assert verdict.valid_until == later + timedelta(seconds=1)
    assert verdict.turned_by == two.certificate
    for moment, accepted in ((later, True), (later + timedelta(seconds=1), False)):
        then = question(leaf, anchors=(ROOT,), untrusted=(one.certificate, two.certificate), moment=moment)
        assert verdict_of(then, _standard(), [EXPIRED, EARLY, INCOMPLETE])[0].accepted is accepted


def test_what_is_not_yet_valid_tells_when_it_will_be() -> None:
    leaf = end("a.example", ROOT, begin=MOMENT + timedelta(days=1))
    (verdict,) = judge(question(leaf, anchors=(ROOT,)), [_standard()], [EXPIRED, EARLY]).verdicts
    assert not verdict.accepted
    assert verdict.valid_until == MOMENT + timedelta(days=1)
    assert verdict.turned_by == leaf.certificate


def test_what_is_refused_for_another_reason_never_turns() -> None:
    (verdict,) = judge(question(end("Bad", ROOT), anchors=(ROOT,)), [_standard()], [BAD_NAME, EXPIRED]).verdicts
    assert verdict.valid_until is None


def test_an_anchor_whose_dates_do_not_count_ends_nothing() -> None:
    short = authority("Short", end=MOMENT + timedelta(days=1))
    leaf = end("a.example", short)
    for counts, ends in ((True, MOMENT + timedelta(days=1, seconds=1)), (False, END + timedelta(seconds=1))):
        profile = _standard(rules=Rules(anchor_dates_count=counts))
        (verdict,) = judge(question(leaf, anchors=(short,)), [profile], [INCOMPLETE]).verdicts
        assert verdict.valid_until == ends
    assert BEGIN < MOMENT
