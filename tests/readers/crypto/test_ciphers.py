"""Lengths, padding, and what ciphers written in Python may cost."""

from __future__ import annotations

import pytest

from chainaudit.errors import StoreError, StoreErrorKind
from chainaudit.model.reader import MAX_SLOW_OCTETS
from chainaudit.readers.crypto import ciphers
from chainaudit.readers.crypto.key_derivation import WorkBudget


@pytest.mark.parametrize(
    "name", ["aes", "aria", "camellia", "seed", "sm4", "des", "des2", "des3", "blowfish", "cast5", "idea"]
)
def test_impossible_lengths_are_malformed(name: str) -> None:
    for octets, iv in ((b"", bytes(16)), (bytes(15), bytes(16)), (bytes(16), bytes(3))):
        with pytest.raises(StoreError) as error:
            ciphers.cbc_decrypt(name, bytes(16), iv, octets)
        assert error.value.kind is StoreErrorKind.MALFORMED


@pytest.mark.parametrize(
    ("octets", "plain"),
    [
        (b"abc\x05\x05\x05\x05\x05", b"abc"),
        (b"\x08" * 8, b""),
        (b"abcdefg\x00", None),
        (b"abcdefg\x09", None),
        (b"", None),
    ],
)
def test_padding(octets: bytes, plain: bytes | None) -> None:
    assert ciphers.unpad(octets, 8) == plain


@pytest.mark.parametrize(("name", "key", "block"), [("aria", bytes(16), 16), ("rc2", bytes(5), 8)])
def test_slow_ciphers_are_bounded_for_the_whole_store(name: str, key: bytes, block: int) -> None:
    budget = WorkBudget(1_000)
    budget.spend_slow_octets(MAX_SLOW_OCTETS - 2 * block)
    ciphers.cbc_decrypt(name, key, bytes(block), bytes(2 * block), 40, budget)
    for octets, left in ((bytes(block), budget), (bytes(MAX_SLOW_OCTETS + block), None)):
        with pytest.raises(StoreError, match="slow") as error:
            ciphers.cbc_decrypt(name, key, bytes(block), octets, 40, left)
        assert error.value.kind is StoreErrorKind.TOO_EXPENSIVE


def test_ciphers_of_cryptography_cost_nothing_of_that() -> None:
    budget = WorkBudget(1_000)
    budget.spend_slow_octets(MAX_SLOW_OCTETS)
    assert len(ciphers.cbc_decrypt("aes", bytes(16), bytes(16), bytes(1 << 21), budget=budget)) == 1 << 21
    assert len(ciphers.cbc_decrypt("rc2", bytes(16), bytes(8), bytes(1 << 10), 128, budget)) == 1 << 10


@pytest.mark.parametrize("bits", [0, -1, 1025, 1 << 100_000], ids=["0", "-1", "1025", "huge"])
def test_effective_bits_that_rc2_cannot_have_are_malformed(bits: int) -> None:
    with pytest.raises(StoreError, match="cannot have") as error:
        ciphers.cbc_decrypt("rc2", bytes(5), bytes(8), bytes(8), bits)
    assert error.value.kind is StoreErrorKind.MALFORMED
