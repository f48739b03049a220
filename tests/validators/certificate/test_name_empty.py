"""A name is empty that must not be."""

from __future__ import annotations

from chainaudit.model import extension
from chainaudit.model.context import Role
from chainaudit.validators.certificate.name_empty import CHECK
from tests import forge
from tests.facts import found


def test_the_issuer_is_never_empty() -> None:
    assert found(CHECK, forge.issue(forge.root(), issuer_name=forge.name(None))) == ["issuer-name"]
    assert found(CHECK, forge.issue(forge.root())) == []


def test_the_subject_of_a_ca_is_never_empty() -> None:
    nameless = forge.intermediate(forge.root(), subject=None)
    assert found(CHECK, nameless, Role.INTERMEDIATE) == ["ca"]
    assert found(CHECK, nameless) == ["ca"]


def test_a_target_may_have_alternative_names_instead() -> None:
    assert found(CHECK, forge.issue(forge.root(), subject=None)) == []
    bare = forge.issue(forge.root(), subject=None, replace={extension.SUBJECT_ALTERNATIVE_NAME: None})
    assert found(CHECK, bare) == ["target"]
