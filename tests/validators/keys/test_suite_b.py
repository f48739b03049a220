"""Suite B: which keys, signatures and versions, and that P-256 may not stand above P-384."""

from __future__ import annotations

import pytest

from chainaudit.model.rules import Rules
from chainaudit.validators.keys.suite_b import CHECK
from tests import forge
from tests.validators.making import of_path, variants

SHA_384 = "sha384"


def said(*path: forge.Forged, levels: tuple[int, ...]) -> list[str]:
    return variants(CHECK, of_path(*path, anchored=True, rules=Rules(suite_b=levels)))


def chain(kinds: tuple[str, str], digests: tuple[str, str]) -> tuple[forge.Forged, forge.Forged]:
    root = forge.root(kind=kinds[1], digest=digests[1])
    return forge.issue(root, kind=kinds[0], digest=digests[0]), root


@pytest.mark.parametrize(
    ("kinds", "digests", "levels", "expected"),
    [
        (("EC", "EC"), ("sha256", "sha256"), (128,), []),
        (("EC", "EC"), ("sha256", "sha256"), (192,), ["level"]),
        (("EC", "P-384"), (SHA_384, SHA_384), (128, 192), []),
        (("EC", "P-384"), (SHA_384, SHA_384), (128,), ["level"]),
        (("P-384", "EC"), ("sha256", "sha256"), (128, 192), ["p-384-by-p-256"]),
        (("EC", "P-384"), ("sha256", SHA_384), (128, 192), ["signature"]),
        (("Ed25519", "EC"), ("sha256", "sha256"), (128,), ["algorithm"]),
        (("P-224", "EC"), ("sha256", "sha256"), (128,), ["curve"]),
    ],
)
def test_what_fits(
    kinds: tuple[str, str], digests: tuple[str, str], levels: tuple[int, ...], expected: list[str]
) -> None:
    assert said(*chain(kinds, digests), levels=levels) == expected


def test_nobody_asked() -> None:
    assert said(*chain(("Ed25519", "EC"), ("sha256", "sha256")), levels=()) == []


def test_version_3_is_needed() -> None:
    root = forge.root(version=1)
    assert said(forge.issue(root), root, levels=(128,)) == ["version"]
