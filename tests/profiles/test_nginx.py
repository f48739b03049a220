"""nginx verifies clients as OpenSSL does, with one intermediate at most by default."""

from __future__ import annotations

from chainaudit.profiles.nginx import PROFILE
from tests import forge
from tests.profiles.saying import CA, ROOT, numbers

LOWER = forge.intermediate(CA, "Lower")


def test_one_intermediate_is_taken() -> None:
    assert numbers(PROFILE, forge.issue(CA), CA, ROOT) == []


def test_two_are_too_many() -> None:
    assert numbers(PROFILE, forge.issue(LOWER), LOWER, CA, ROOT) == [22]
