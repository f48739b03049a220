"""Twofish, compared with the vectors of its authors."""

from __future__ import annotations

import pytest

from chainaudit.readers.crypto.twofish import decrypt_cbc

ZERO = bytes(16)


def test_the_authors_vector_for_256_bits() -> None:
    """ecb_ival.txt of the Twofish submission: key 0123456789ABCDEFFEDCBA987654321000112233445566778899AABBCCDDEEFF."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA987654321000112233445566778899AABBCCDDEEFF")
    assert decrypt_cbc(key, ZERO, bytes.fromhex("37527BE0052334B89F0CFCCAE87CFA20")) == ZERO


def test_the_authors_iterated_vector() -> None:
    """ecb_tbl.txt, keysize 256, I=1 and I=2: a key and a plaintext of zeros, then what came out."""
    first = bytes.fromhex("57FF739D4DC92C1BD7FC01700CC8216F")
    assert decrypt_cbc(bytes(32), ZERO, first) == ZERO
    assert decrypt_cbc(bytes(32), ZERO, bytes.fromhex("D43BB7556EA32E46F2A282B7D45B4E0D")) == first


def test_blocks_of_one_chunk_and_of_several_are_chained_alike() -> None:
    key, vector = bytes(range(32)), bytes(range(16))
    data = bytes(i * 7 & 0xFF for i in range(3 * (1 << 16) + 48))
    whole = decrypt_cbc(key, vector, data)
    blocks = [
        decrypt_cbc(key, data[at - 16 : at] if at else vector, data[at : at + 16])
        for at in (0, 16, (1 << 16) - 16, 1 << 16, 1 << 17, len(data) - 16)
    ]
    assert [whole[at : at + 16] for at in (0, 16, (1 << 16) - 16, 1 << 16, 1 << 17, len(data) - 16)] == blocks


@pytest.mark.parametrize(("key", "vector", "data"), [(31, 16, 16), (32, 15, 16), (32, 16, 15)])
def test_other_lengths_are_refused(key: int, vector: int, data: int) -> None:
    with pytest.raises(ValueError, match="Twofish"):
        decrypt_cbc(bytes(key), bytes(vector), bytes(data))
