"""ARIA as RFC 5794 has it."""

from __future__ import annotations

import pytest

from chainaudit.readers.crypto import aria


@pytest.mark.parametrize(
    ("key", "sealed"),
    [
        ("000102030405060708090a0b0c0d0e0f", "d718fbd6ab644c739da95f3be6451778"),
        ("000102030405060708090a0b0c0d0e0f1011121314151617", "26449c1805dbe7aa25a468ce263a9e79"),
        (
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            "f92bd7c79fb72e2f2b8f80c1972d24fc",
        ),
    ],
)
def test_aria_vectors_of_rfc_5794(key: str, sealed: str) -> None:
    plain = "00112233445566778899aabbccddeeff"
    assert aria.cbc_decrypt(bytes.fromhex(key), bytes(16), bytes.fromhex(sealed)).hex() == plain
