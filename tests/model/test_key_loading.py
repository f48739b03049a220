"""Keys are loaded as cryptography's public functions load them, wherever a release keeps those."""

from __future__ import annotations

import sys

import pytest
from cryptography.hazmat.bindings import _rust
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from chainaudit.model.key_loading import encoded, load_private_key, load_public_key

KEYS = [
    ec.generate_private_key(ec.SECP256R1()),
    rsa.generate_private_key(65537, 2048),
    ed25519.Ed25519PrivateKey.generate(),
]


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("key", KEYS)
def test_a_key_goes_round(monkeypatch: pytest.MonkeyPatch, key: ec.EllipticCurvePrivateKey, *, moved: bool) -> None:
    if moved:
        monkeypatch.delattr(_rust, "openssl")
        monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives._serialization", None)
    pkcs8 = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    spki = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert encoded(load_private_key(pkcs8).public_key()) == spki
    assert encoded(load_public_key(spki)) == spki


def test_what_is_no_key_is_a_value_error() -> None:
    for load in (load_public_key, load_private_key):
        with pytest.raises(ValueError, match=r"."):
            load(b"\x30\x00")
