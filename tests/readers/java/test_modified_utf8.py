"""Modified UTF-8, both ways."""

from __future__ import annotations

import pytest

from chainaudit.readers.java import modified_utf8


@pytest.mark.parametrize("text", ["plain", "grün", "日本", "\U0001f511", "nul-\0-x", ""])
def test_modified_utf8_both_ways(text: str) -> None:
    octets = modified_utf8.encode(text)
    assert b"\0" not in octets
    assert modified_utf8.decode(octets) == text


def test_octets_that_are_no_modified_utf8_are_shown() -> None:
    assert modified_utf8.decode(b"a\xff\xfe") == "a\\xff\\xfe"
    assert modified_utf8.decode(b"\xed\xa0\xbd") == "\\xd8\\x3d"
    assert modified_utf8.encode("\U0001f511") == b"\xed\xa0\xbd\xed\xb4\x91"
