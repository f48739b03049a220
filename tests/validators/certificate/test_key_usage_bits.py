"""The key usage is missing, empty or does not fit the key."""

from __future__ import annotations

import pytest

from chainaudit.model import extension
from chainaudit.model.context import Role
from chainaudit.model.finding import Severity
from chainaudit.validators.certificate.key_usage_bits import CHECK
from tests import forge
from tests.facts import findings, found

USAGE = extension.KEY_USAGE


def test_a_ca_must_state_its_usages_and_an_end_entity_need_not() -> None:
    silent = forge.root(replace={USAGE: None})
    assert found(CHECK, silent, Role.INTERMEDIATE) == ["missing"]
    assert [f.severity for f in findings(CHECK, silent, Role.ANCHOR)] == [Severity.WARNING]
    assert found(CHECK, forge.issue(replace={USAGE: None})) == []


def test_a_key_usage_allows_something() -> None:
    assert found(CHECK, forge.issue(replace={USAGE: (True, forge.key_usage())})) == ["empty"]
    assert found(CHECK, forge.issue()) == []


@pytest.mark.parametrize(
    ("bits", "variants"),
    [
        ((extension.DIGITAL_SIGNATURE,), []),
        ((extension.DIGITAL_SIGNATURE, extension.KEY_ENCIPHERMENT), ["unfit"]),
        ((extension.KEY_AGREEMENT,), ["unfit"]),
    ],
)
def test_a_key_that_only_signs_encrypts_nothing(bits: tuple[int, ...], variants: list[str]) -> None:
    one = forge.issue(kind="Ed25519", replace={USAGE: (True, forge.key_usage(*bits))})
    assert found(CHECK, one) == variants


def test_an_rsa_key_may_do_both() -> None:
    both = (True, forge.key_usage(extension.DIGITAL_SIGNATURE, extension.KEY_ENCIPHERMENT))
    assert found(CHECK, forge.issue(kind="2048", replace={USAGE: both})) == []


def test_bits_that_mean_nothing_alone_are_told_of() -> None:
    alone = (True, forge.key_usage(extension.DIGITAL_SIGNATURE, extension.ENCIPHER_ONLY))
    assert [f.severity for f in findings(CHECK, forge.issue(replace={USAGE: alone}))] == [Severity.WARNING]
    agreed = (True, forge.key_usage(extension.KEY_AGREEMENT, extension.ENCIPHER_ONLY))
    assert found(CHECK, forge.issue(replace={USAGE: agreed})) == []
