"""A policy is required, and none is left."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from chainaudit.model import path as paths
from chainaudit.model.context import PathContext
from chainaudit.model.rules import Rules
from chainaudit.validators.policy import graph
from chainaudit.validators.policy.explicit_required import CHECK
from tests.effort import PATIENCE_SECONDS
from tests.validators.making import applies, doubts, findings, variants
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

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Outcome

REQUIRED = constraints(explicit=0)


def found(*below: Replaced, names: tuple[str, ...] = (), **inputs: object) -> list[str]:
    return variants(CHECK, asked(chain(*below, names=names), explicit_policy=True, **inputs))


def test_one_policy_from_top_to_bottom() -> None:
    assert found(policies(ONE), policies(ONE)) == []
    assert found(policies(ONE), policies(TWO)) == ["none-valid"]
    assert found(policies(ONE), {}) == ["none-valid"]
    assert found(policies(ANY), policies(TWO)) == []
    assert found(policies(ONE), policies(ANY)) == []


def test_where_none_is_required_none_is_missed() -> None:
    path = chain(policies(ONE), policies(TWO))
    assert not applies(CHECK, asked(path))
    assert variants(CHECK, asked(path, explicit_policy=True)) == ["none-valid"]


def test_the_user_may_accept_others() -> None:
    path = (policies(ONE, TWO), policies(ONE, TWO))
    assert found(*path, policies=(TWO,)) == []
    assert found(*path, policies=(THREE,)) == ["not-accepted"]
    assert found(policies(ANY), policies(ANY), policies=(THREE,)) == []


def test_the_finding_says_where_the_policies_ended() -> None:
    context = asked(chain(policies(ONE), policies(TWO), policies(TWO)), explicit_policy=True)
    (finding,) = findings(CHECK, context)
    assert finding.position == 1


def test_a_ca_may_require_it_after_some_certificates() -> None:
    # RFC 5280, 4.2.1.11: the number is how many more may come before a policy is required.
    assert variants(CHECK, asked(chain({**policies(ONE), **constraints(0)}, policies(TWO)))) == ["none-valid"]
    assert variants(CHECK, asked(chain({**policies(ONE), **constraints(1)}, policies(TWO)))) == ["none-valid"]
    assert variants(CHECK, asked(chain({**policies(ONE), **constraints(2)}, policies(TWO)))) == []


def test_the_target_may_require_it_of_itself() -> None:
    assert variants(CHECK, asked(chain(policies(ONE), {**policies(TWO), **constraints(0)}))) == ["none-valid"]
    assert variants(CHECK, asked(chain(policies(ONE), {**policies(TWO), **constraints(1)}))) == []


def test_self_issued_certificates_do_not_count_down() -> None:
    first = {**policies(ONE), **constraints(2)}
    assert variants(CHECK, asked(chain(first, policies(ONE), policies(TWO)))) == ["none-valid"]
    self_issued = chain(first, policies(ONE), policies(TWO), names=("CA", "CA"))
    assert variants(CHECK, asked(self_issued)) == []


def test_mappings_rename_policies_for_what_is_below() -> None:
    mapped = {**policies(ONE), **mappings((ONE, TWO))}
    assert found(mapped, policies(TWO)) == []
    assert found(mapped, policies(ONE)) == ["none-valid"]
    assert found(mapped, policies(TWO), policies=(ONE,)) == []
    assert found(mapped, policies(TWO), policies=(TWO,)) == ["not-accepted"]


def test_mappings_under_any_policy_take_the_issuers_name() -> None:
    mapped = {**policies(ANY), **mappings((ONE, TWO))}
    assert found(mapped, policies(TWO), policies=(ONE,)) == []
    assert found(mapped, policies(THREE), policies=(ONE,)) == ["not-accepted"]


def test_mapping_may_be_inhibited() -> None:
    mapped = {**policies(ONE), **mappings((ONE, TWO))}
    assert found(mapped, policies(TWO), inhibit_policy_mapping=True) == ["none-valid"]
    inhibited = {**policies(ONE), **constraints(mapping=0)}
    assert found(inhibited, mapped, policies(TWO)) == ["none-valid"]
    later = {**policies(ONE), **constraints(mapping=1)}
    assert found(later, mapped, policies(TWO)) == []
    assert found(later, policies(ONE), mapped, policies(TWO)) == ["none-valid"]


def test_any_policy_may_be_inhibited() -> None:
    assert found(policies(ANY), policies(ONE), inhibit_any_policy=True) == ["none-valid"]
    assert found({**policies(ONE), **inhibit_any(0)}, policies(ANY)) == ["none-valid"]
    assert found({**policies(ONE), **inhibit_any(1)}, policies(ANY), policies(ONE)) == []
    assert found({**policies(ONE), **inhibit_any(1)}, policies(ONE), policies(ANY)) == ["none-valid"]


def test_a_self_issued_intermediate_may_state_any_policy_all_the_same() -> None:
    limited = {**policies(ONE), **inhibit_any(0)}
    assert found(limited, policies(ANY), policies(ONE), names=("CA", "CA")) == []
    assert found(limited, policies(ANY), policies(ONE)) == ["none-valid"]


def test_an_incomplete_path_has_no_policies() -> None:
    context = asked(chain(REQUIRED, {}))
    incomplete = paths.Path(context.path.certificates, None)
    assert not applies(CHECK, PathContext(incomplete, context.question, context.rules))


@pytest.mark.parametrize("length", [4, 12])
def test_policies_that_map_to_each_other_do_not_grow_exponentially(length: int) -> None:
    """Every CA maps each policy to all: a tree would have n**length nodes (RFC 9618, 1)."""
    several = [f"{ONE}.{n}" for n in range(30)]
    everything = mappings(*((one, other) for one in several for other in several))
    begun = time.process_time()
    assert found(*([{**policies(*several), **everything}] * length), policies(several[0])) == []
    assert time.process_time() - begun < PATIENCE_SECONDS


def test_a_graph_that_is_too_large_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MAX_EDGES", 1000)
    several = [f"{ONE}.{n}" for n in range(30)]
    everything = mappings(*((one, other) for one in several for other in several))
    path = chain(*([{**policies(*several), **everything}] * 3), policies(several[0]))
    (doubt,) = doubts(CHECK, asked(path, explicit_policy=True))
    assert not doubt.missing


# --- beside OpenSSL -------------------------------------------------------------------------------


def drawn(draw: random.Random, *, ca: bool) -> Replaced:
    """Draw the policy extensions of one certificate, of those that OpenSSL reads as RFC 5280 does.

    It counts the mappings of a target, and maps under an anyPolicy that is inhibited; the RFC does neither.
    """
    stated = draw.sample((ANY, ONE, TWO, THREE), draw.choice((0, 1, 1, 1, 2, 2, 3)))
    found: Replaced = policies(*stated) if stated else {}
    if ca and ANY not in stated and draw.random() < 0.6:
        pairs = {
            (draw.choice((ONE, TWO, THREE)), draw.choice((ONE, TWO, THREE))) for _ in range(draw.choice((1, 2, 3)))
        }
        found |= mappings(*sorted(pairs))
    if draw.random() < 0.3:
        found |= constraints(*draw.choice(((0, None), (1, None), (2, None), (None, 0), (None, 1), (1, 1))))
    if draw.random() < 0.2:
        found |= inhibit_any(draw.choice((0, 1, 2)))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_openssl_comes_to_the_same_verdict(seed: int, tool: Callable[..., Outcome], tmp_path: Path) -> None:
    draw = random.Random(seed)  # noqa: S311 - a test that is the same every time
    length = draw.choice((2, 3, 4))
    path = chain(*(drawn(draw, ca=n < length - 1) for n in range(length)), names=("CA",) * draw.choice((0, 0, 2)))
    wanted = tuple(draw.sample((ONE, TWO, THREE), 1)) if draw.random() < 0.5 else (ANY,)
    explicit, no_any, no_map = (draw.random() < chance for chance in (0.7, 0.2, 0.2))
    for number, one in enumerate(path):
        (tmp_path / str(number)).write_bytes(one.pem)
    said = tool(
        *("openssl", "verify", "-no_check_time", "-policy_check", "-CAfile", tmp_path / str(length)),
        *(part for number in range(1, length) for part in ("-untrusted", tmp_path / str(number))),
        *(part for one in wanted for part in ("-policy", one)),
        *(("-explicit_policy",) if explicit else ()),
        *(("-inhibit_any",) if no_any else ()),
        *(("-inhibit_map",) if no_map else ()),
        tmp_path / "0",
        check=False,
    )
    context = asked(
        path, policies=wanted, explicit_policy=explicit, inhibit_any_policy=no_any, inhibit_policy_mapping=no_map
    )
    assert (said.exit_code == 0) is (variants(CHECK, context) == []), said.stderr


def test_what_the_user_does_not_accept_may_be_deleted_at_each_certificate() -> None:
    """Java does so: what a deleted policy was mapped to is then taken for a policy of anyPolicy's (PKITS 4.10.13)."""
    path = chain({**policies(ONE, ANY), **mappings((ONE, TWO)), **constraints(0)}, policies(TWO))
    early = Rules(policies_intersected_early=True)
    assert variants(CHECK, asked(path, policies=(TWO,))) == ["not-accepted"]
    assert variants(CHECK, asked(path, early, policies=(TWO,))) == []
    assert variants(CHECK, asked(path, early, policies=(THREE,))) == ["none-valid"]
