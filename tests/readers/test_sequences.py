"""SEQUENCEs are recognised by their first octets; elements are counted while they are read."""

from __future__ import annotations

import pytest

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.readers.sequences import FEW, content_start, few
from tests.effort import calls

NULL = b"\x05\x00"


def test_as_many_as_are_allowed_and_not_one_more() -> None:
    assert len(few(der.read(der.encode(der.SEQUENCE, NULL * FEW)))) == FEW
    with pytest.raises(EncodingError, match="more than 16 elements"):
        few(der.read(der.encode(der.SEQUENCE, NULL * (FEW + 1))))
    assert few(der.read(der.encode(der.SEQUENCE, NULL * 30)), 30)


def test_millions_are_refused_at_once() -> None:
    node = der.read(der.encode(der.SEQUENCE, NULL * 5_000_000))

    def refused() -> None:
        with pytest.raises(EncodingError):
            few(node)

    assert calls(refused) < 2_000


@pytest.mark.parametrize(
    ("data", "offset", "start"),
    [
        (b"\x30\x03\x02\x01\x05", 0, 2),
        (b"\x30\x82\x01\x00", 0, 4),
        (b"\x30\x80\x02", 0, 2),
        (b"\0\0\x30\x00", 2, 4),
        (b"\x31\x00", 0, 0),
        (b"\x30", 0, 0),
        (b"", 0, 0),
        (b"\x30\x00", 2, 0),
    ],
)
def test_where_the_content_of_a_sequence_begins(data: bytes, offset: int, start: int) -> None:
    assert content_start(data, offset) == start
