"""For which policies a path is valid."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules
from chainaudit.validators.policy.accepted_set import CHECK
from chainaudit.validators.policy.graph import process
from tests.validators.making import applies, findings
from tests.validators.policy.policies import (
    ANY,
    ONE,
    THREE,
    TWO,
    Replaced,
    asked,
    chain,
    constraints,
    inhibit_any,
    mappings,
    policies,
)
from tests.validators.policy.tree import validate

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


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_the_graph_says_what_the_tree_of_rfc_5280_says(data: st.DataObject) -> None:
    """RFC 9618, 1: only the growth differs. Any extension may stand anywhere here, in the target too."""
    certificates = [data.draw(extensions()) for _ in range(data.draw(st.integers(1, 4)))]
    path = chain(*certificates, names=("CA",) * data.draw(st.sampled_from((0, 2, 3))))
    wanted = data.draw(st.sampled_from(((ANY,), (ONE,), (ONE, TWO), (THREE,))))
    flags = {
        name: data.draw(st.booleans()) for name in ("explicit_policy", "inhibit_any_policy", "inhibit_policy_mapping")
    }
    context = asked(path, policies=wanted, **flags)
    inputs = context.question.policies
    below = [one.certificate for one in reversed(path[:-1])]
    outcome = process(context.path, inputs)
    assert (outcome.failed_at is None, set(outcome.user_set) if outcome.failed_at is None else set()) == validate(
        below, inputs
    )


@st.composite
def extensions(draw: st.DrawFn) -> Replaced:
    """Any policy extensions of one certificate."""
    one = st.sampled_from((ONE, TWO, THREE))
    stated = draw(st.lists(st.sampled_from((ANY, ONE, TWO, THREE)), max_size=4, unique=True))
    found: Replaced = policies(*stated) if stated else {}
    if draw(st.booleans()):
        found |= mappings(*draw(st.lists(st.tuples(one, one), min_size=1, max_size=4)))
    if draw(st.booleans()):
        found |= constraints(*draw(st.sampled_from(((0, None), (1, None), (2, None), (None, 0), (None, 1), (1, 2)))))
    if draw(st.booleans()):
        found |= inhibit_any(draw(st.integers(0, 2)))
    return found
