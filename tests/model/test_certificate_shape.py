"""Finding the fields quickly and finding them carefully give the same fields."""

from __future__ import annotations

import random

from chainaudit.errors import EncodingError
from chainaudit.model.certificate import Certificate
from chainaudit.model.certificate_fields import walk
from chainaudit.model.certificate_shape import fields_at, is_plain, locate
from tests.readers.stores import ROWS

CERTIFICATES = [c.der for c in ROWS["java_cacerts"].open().certificates]


def spans(found: dict[str, object]) -> dict[str, tuple[int, int, int, int]]:
    return {name: (n.tag, n.start, n.value_start, n.end) for name, n in found.items()}


def test_the_fields_of_real_certificates() -> None:
    plain = [data for data in CERTIFICATES if is_plain(data)]
    assert len(plain) > len(CERTIFICATES) // 2
    for data in plain:
        assert spans(fields_at(data, locate(data))) == spans(walk(data))


def test_whatever_is_changed_the_careful_reading_agrees() -> None:
    dice = random.Random(5280)  # noqa: S311 - the same shapes every time
    data = next(data for data in CERTIFICATES if is_plain(data))
    agreed = 0
    for _ in range(6_000):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 1, 2))):
            changed[dice.randrange(300)] = dice.choice(
                (0, 1, 0x1E, 0x30, 0x7F, 0x80, 0x81, 0x82, 0xFF, dice.randrange(256))
            )
        starts = locate(bytes(changed))
        if starts is not None:
            assert spans(fields_at(bytes(changed), starts)) == spans(walk(bytes(changed)))
            agreed += 1
    assert agreed > 100


def test_every_cut_is_unusual() -> None:
    data = next(data for data in CERTIFICATES if is_plain(data))
    for length in range(len(data)):
        assert locate(data[:length]) is None
    assert locate(data + b"\0") is None
    assert Certificate.read(data + b"\0").der == data
    try:
        Certificate.read(data[:100])
    except EncodingError:
        return
    raise AssertionError
