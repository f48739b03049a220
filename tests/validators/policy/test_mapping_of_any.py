"""A CA maps from or to anyPolicy."""

from __future__ import annotations

from chainaudit.model.context import Role
from chainaudit.validators.policy.mapping_of_any import CHECK
from tests import forge
from tests.validators.making import of_certificate, variants
from tests.validators.policy.policies import ANY, ONE, ROOT, TWO, mappings


def found(*pairs: tuple[str, str], role: Role = Role.INTERMEDIATE) -> list[str]:
    return variants(CHECK, of_certificate(forge.intermediate(ROOT, replace=mappings(*pairs)), role))


def test_named_policies_may_be_mapped() -> None:
    assert found((ONE, TWO)) == []
    assert variants(CHECK, of_certificate(ROOT, Role.INTERMEDIATE)) == []


def test_any_policy_may_not_on_either_side() -> None:
    assert found((ANY, TWO)) == ["from"]
    assert found((ONE, ANY)) == ["to"]
    assert found((ONE, TWO), (ANY, TWO), (TWO, ANY)) == ["from", "to"]


def test_only_intermediates_map() -> None:
    """A target that maps is told of, for OpenSSL refuses to read it; an anchor states no policies."""
    assert found((ANY, TWO), role=Role.TARGET) == ["target"]
    assert found((ANY, TWO), role=Role.ANCHOR) == []
