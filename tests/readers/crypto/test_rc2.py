"""RC2 as RFC 2268 and cryptography have it."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import RC2
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from chainaudit.readers.crypto import rc2


@pytest.mark.parametrize(
    ("bits", "key", "plain", "sealed"),
    [
        (63, "0000000000000000", "0000000000000000", "ebb773f993278eff"),
        (64, "ffffffffffffffff", "ffffffffffffffff", "278b27e42e2f0d49"),
        (64, "3000000000000000", "1000000000000001", "30649edf9be7d2c2"),
        (64, "88", "0000000000000000", "61a8a244adacccf0"),
        (64, "88bca90e90875a", "0000000000000000", "6ccf4308974c267f"),
        (64, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "1a807d272bbe5db1"),
        (128, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "2269552ab0f85ca6"),
    ],
)
def test_rc2_vectors_of_rfc_2268(bits: int, key: str, plain: str, sealed: str) -> None:
    found = rc2.cbc_decrypt(bytes.fromhex(key), bytes(8), bytes.fromhex(sealed), bits)
    assert found.hex() == plain


def test_rc2_agrees_with_cryptography() -> None:
    key, iv, data = os.urandom(16), os.urandom(8), os.urandom(800)
    decryptor = Cipher(RC2(key), modes.CBC(iv)).decryptor()
    assert rc2.cbc_decrypt(key, iv, data, 128) == decryptor.update(data) + decryptor.finalize()
