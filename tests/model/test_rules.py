"""Parameters of profiles: none that nobody knows, each documented, each read by some check."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path

import pytest

import chainaudit
from chainaudit.model import rules
from chainaudit.model.rules import Rules

NAMES = tuple(Rules.__annotations__)
ROOM = Path(chainaudit.__file__).parent


@pytest.mark.parametrize("name", ["any_common_name", "rsa_bit", "_values", ""])
def test_a_name_that_nobody_knows_is_refused(name: str) -> None:
    for make in (Rules, Rules().but):
        with pytest.raises(TypeError, match="no such parameter"):
            make(**{name: True})


def test_a_name_that_nobody_knows_cannot_be_asked_for() -> None:
    with pytest.raises(AttributeError):
        Rules().any_common_name  # type: ignore[attr-defined]  # noqa: B018 - to read it is the test


def test_what_is_not_given_has_its_default() -> None:
    given = Rules(rsa_bits=1024)
    assert {name for name in NAMES if getattr(given, name) != getattr(Rules(), name)} == {"rsa_bits"}
    assert given.but(rsa_bits=2048) == Rules()
    assert repr(given) == "Rules(rsa_bits=1024)"


def test_equal_rules_have_one_hash_however_they_were_made() -> None:
    """A set with the same members may be in another order."""
    one, other = (Rules(weak_digests=frozenset(str(n) for n in order)) for order in (range(99), range(98, -1, -1)))
    assert one == other
    assert hash(one) == hash(other)
    assert one != Rules()


def test_every_parameter_is_documented() -> None:
    (body,) = [n.body for n in ast.parse(Path(rules.__file__).read_text()).body if isinstance(n, ast.ClassDef)]
    documented = {
        field.target.id
        for field, after in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
    }
    assert documented == set(NAMES)


def test_every_parameter_is_read_by_something_and_set_by_some_profile() -> None:
    asked = "\n".join(
        path.read_text() for room in ("validators", "judging", "model") for path in (ROOM / room).rglob("*.py")
    )
    profiles = "\n".join(path.read_text() for path in (ROOM / "profiles").rglob("*.py"))
    assert [name for name in NAMES if not re.search(rf"\brules\.{name}\b", asked)] == []
    assert [name for name in NAMES if not re.search(rf"\b{name}=", profiles)] == []
