"""Keys that do not decode."""

from __future__ import annotations

import pytest

from chainaudit.model.certificate import Certificate
from chainaudit.model.context import Role
from chainaudit.validators.keys.unreadable import CHECK
from tests.validators.making import end, of_certificate, variants


@pytest.mark.parametrize("kind", ["P-256", "RSA 2048", "RSA 1024", "Ed25519", "DSA 1024"])
def test_keys_of_every_kind_are_readable(kind: str) -> None:
    assert variants(CHECK, of_certificate(end(kind=kind))) == []


def test_a_point_beside_the_curve_is_no_key() -> None:
    sound = end().certificate
    point = sound.public_key.key_octets  # type: ignore[union-attr]
    broken = sound.der.replace(point, point[:-1] + bytes((point[-1] ^ 1,)))
    assert variants(CHECK, of_certificate(Certificate.read(broken))) == ["target"]
    assert variants(CHECK, of_certificate(Certificate.read(broken), Role.ANCHOR)) == ["issuer"]
