"""The issuer's name is encoded otherwise than the CA encodes it."""

from __future__ import annotations

from chainaudit.model import der
from chainaudit.validators.path.name_encoding import CHECK
from tests import forge
from tests.facts import found_in_link

ROOT = forge.root("Root")


def test_another_string_type_or_case_is_the_same_name_in_other_bytes() -> None:
    for other in (forge.name("Root", tag=der.PRINTABLE_STRING), forge.name("ROOT"), forge.name("Root ")):
        assert len(found_in_link(CHECK, ROOT, forge.issue(ROOT, issuer_name=other))) == 1


def test_the_same_bytes_pass_and_another_name_is_not_this_checks_business() -> None:
    assert found_in_link(CHECK, ROOT, forge.issue(ROOT)) == []
    assert found_in_link(CHECK, ROOT, forge.issue(ROOT, issuer_name=forge.name("Other"))) == []
