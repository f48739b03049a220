"""A key or a signature is of a kind that public CAs may not use."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.validators.certificate.forbidden_algorithm import CHECK
from tests import forge
from tests.facts import found


@pytest.mark.parametrize(
    ("kind", "variants"),
    [
        ("EC", []),
        ("P-384", []),
        ("2048", []),
        ("P-192", ["key-target"]),
        ("P-224", ["key-target"]),
        ("DSA", ["key-target"]),
        ("Ed25519", ["key-target"]),
        ("2052", ["modulus-target"]),
    ],
)
def test_keys_are_of_few_kinds(kind: str, variants: list[str]) -> None:
    one = forge.issue(forge.root(), kind=kind)
    assert found(CHECK, one, baseline_requirements=True) == variants
    assert found(CHECK, one) == []


def test_the_role_is_told() -> None:
    root = forge.root(kind="P-192")
    assert found(CHECK, root, Role.ANCHOR, baseline_requirements=True) == ["key-anchor"]
    below = forge.intermediate(forge.root(), kind="P-192")
    assert found(CHECK, below, Role.INTERMEDIATE, baseline_requirements=True) == ["key-issuer"]


@pytest.mark.parametrize(("kind", "digest"), [("DSA", "sha256"), ("EC", "sha1"), ("Ed25519", "sha256")])
def test_signatures_are_of_few_kinds_and_the_anchors_own_is_not_looked_at(kind: str, digest: str) -> None:
    root = forge.root(kind=kind, digest=digest)
    assert "signature-target" in found(CHECK, forge.issue(root, digest=digest), baseline_requirements=True)
    assert "signature-anchor" not in found(CHECK, root, Role.ANCHOR, baseline_requirements=True)
