"""For which policies a path is valid."""

from __future__ import annotations

from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.policy.accepted_set import CHECK
from tests.validators.making import applies, findings
from tests.validators.policy.policies import ANY, ONE, TWO, Replaced, asked, chain, mappings, policies

ALWAYS = Rules(report_policies=True)


def sets(*below: Replaced, **inputs: object) -> tuple[list[str], list[str]]:
    (finding,) = findings(CHECK, asked(chain(*below), ALWAYS, **inputs))
    assert finding.severity is Severity.NOTICE
    return finding.values["authority_constrained_policy_set"], finding.values["user_constrained_policy_set"]


def test_what_the_cas_and_the_user_both_accept() -> None:
    assert sets(policies(ONE, TWO), policies(ONE, TWO)) == ([ONE, TWO], [ONE, TWO])
    assert sets(policies(ONE, TWO), policies(ONE, TWO), policies=(ONE,)) == ([ONE, TWO], [ONE])
    assert sets(policies(ONE), policies(TWO)) == ([], [])
    assert sets({}, {}) == ([], [])


def test_any_policy_becomes_what_the_user_accepts() -> None:
    assert sets(policies(ANY), policies(ANY)) == ([ANY], [ANY])
    assert sets(policies(ANY), policies(ANY), policies=(ONE, TWO)) == ([ANY], [ONE, TWO])


def test_the_names_are_the_anchors() -> None:
    assert sets({**policies(ONE), **mappings((ONE, TWO))}, policies(TWO)) == ([ONE], [ONE])


def test_it_is_told_where_somebody_asks() -> None:
    path = chain(policies(ONE), policies(ONE))
    assert not applies(CHECK, asked(path))
    assert applies(CHECK, asked(path, policies=(ONE,)))
    assert applies(CHECK, asked(path, explicit_policy=True))


def test_a_path_without_a_required_policy_has_no_set() -> None:
    assert findings(CHECK, asked(chain(policies(ONE), policies(TWO)), explicit_policy=True)) == []
