"""A wildcard covers a whole public suffix."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.validators.certificate.public_suffix_wildcard import CHECK
from tests import forge
from tests.facts import findings


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("*.com", 1),
        ("*.co.uk", 1),
        ("*.COM", 1),
        ("*.com.", 1),
        ("*.nosuchtld", 1),
        ("*.example.com", 0),
        ("*.github.io", 0),
        ("com", 0),
        ("*.", 0),
    ],
)
def test_a_wildcard_stands_under_a_registered_domain(name: str, count: int) -> None:
    one = forge.issue(names=("a.example", name))
    assert len(findings(CHECK, one, public_suffix_wildcards=False)) == count
    assert findings(CHECK, one) == []


def test_only_the_target_is_looked_at() -> None:
    assert findings(CHECK, forge.issue(names=("*.com",)), Role.INTERMEDIATE, public_suffix_wildcards=False) == []
