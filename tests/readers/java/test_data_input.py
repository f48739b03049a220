"""Java's DataInput: numbers, lengths and strings, beside struct, and where reading breaks."""

from __future__ import annotations

import struct

import pytest

from chainaudit.errors import EncodingError
from chainaudit.readers.java.data_input import DataInput


@pytest.mark.parametrize("number", [0, 1, -1, 2**31 - 1, -(2**31)])
def test_numbers_of_32_bits_have_a_sign(number: int) -> None:
    assert DataInput(struct.pack(">i", number)).integer("a number") == number


@pytest.mark.parametrize("number", [0, -1, 2**63 - 1, -(2**63)])
def test_numbers_of_64_bits_have_a_sign(number: int) -> None:
    assert DataInput(struct.pack(">q", number)).long("a number") == number


def test_octets_have_none() -> None:
    assert DataInput(b"\xff").unsigned_byte("an octet") == 255


def test_each_read_moves_on() -> None:
    data = DataInput(b"\x07" + struct.pack(">i", 2) + b"ab" + struct.pack(">H", 3) + "äx".encode() + b"rest")
    assert data.unsigned_byte("one") == 7
    assert data.octets("two") == b"ab"
    assert data.text("three") == "äx"
    assert (data.left, data.take(4, "four"), data.left) == (4, b"rest", 0)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (struct.pack(">i", -1), "the length of it is negative"),
        (struct.pack(">i", 5) + b"abcd", "it should take 5 bytes, but 4 are left"),
        (b"\x00\x00\x00", "the length of it should take 4 bytes, but 3 are left"),
        (struct.pack(">i", 2**31 - 1), "2147483647 bytes, but 0 are left"),
    ],
)
def test_a_length_that_cannot_be_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(EncodingError, match=why):
        DataInput(data).octets("it")


def test_reading_ends_where_it_is_told() -> None:
    data = DataInput(b"abcdef", at=1, end=3)
    assert data.take(2, "both") == b"bc"
    with pytest.raises(EncodingError) as told:
        data.take(1, "one more")
    assert told.value.offset == 3
