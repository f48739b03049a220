"""The strength of keys, measured as security levels measure it."""

from __future__ import annotations

import pytest

from chainaudit.model.context import Role
from chainaudit.model.rules import Rules
from chainaudit.validators.keys.security_bits import CHECK, security_bits
from tests.validators.making import end, of_certificate, variants


@pytest.mark.parametrize(
    ("kind", "bits"),
    [
        ("RSA 1024", 80),
        ("RSA 2048", 112),
        ("RSA 3072", 128),
        ("P-256", 128),
        ("P-384", 192),
        ("P-224", 112),
        ("Ed25519", 128),
    ],
)
def test_the_strength_of_common_keys(kind: str, bits: int) -> None:
    key = end(kind=kind).certificate.public_key
    assert key is not None
    assert security_bits(key) == bits


def test_a_level_is_reached_by_its_own_number_and_missed_by_one_bit_less() -> None:
    one = end(kind="RSA 2048")
    assert variants(CHECK, of_certificate(one, rules=Rules(security_bits=112))) == []
    assert variants(CHECK, of_certificate(one, rules=Rules(security_bits=113))) == ["target"]
    assert variants(CHECK, of_certificate(one, Role.ANCHOR, Rules(security_bits=128))) == ["issuer"]


def test_level_0_asks_nothing() -> None:
    assert variants(CHECK, of_certificate(end(kind="RSA 1024"), rules=Rules(security_bits=0))) == []
