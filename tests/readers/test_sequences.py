"""Elements are counted while they are read."""

from __future__ import annotations

import pytest

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.readers.sequences import FEW, few
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
