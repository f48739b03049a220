from __future__ import annotations

import pytest

from chainaudit.errors import EncodingError
from chainaudit.tls.cursor import Cursor


def test_numbers_and_vectors() -> None:
    cursor = Cursor(b"\x01\x02\x00\x03abc\x03\x00\x01\x02")
    assert (cursor.number(2), cursor.vector(2)) == (0x0102, b"abc")
    assert cursor.numbers(1, 2) == (1,)
    assert cursor.left == 0


def test_reading_past_the_end_names_the_place() -> None:
    with pytest.raises(EncodingError, match="3 bytes too early") as caught:
        Cursor(b"\x00\x04a").vector(2)
    assert caught.value.offset == 2
