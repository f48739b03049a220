"""Names that are equal have the same sketch, or one has none; what it says is read off the end alone."""

from __future__ import annotations

import itertools

import pytest

from chainaudit.model.name import Name
from chainaudit.model.name_sketch import sketch

CN, ORGANISATION = 3, 10
UTF8, PRINTABLE, IA5, T61, BMP = 0x0C, 0x13, 0x16, 0x14, 0x1E


def attribute(number: int, text: str | bytes, tag: int = UTF8) -> bytes:
    value = text if isinstance(text, bytes) else text.encode("utf-16-be" if tag == BMP else "utf-8")
    body = bytes([0x06, 0x03, 0x55, 0x04, number, tag, len(value)]) + value
    return bytes([0x30, len(body)]) + body


def name(*rdns: tuple[bytes, ...]) -> bytes:
    body = b"".join(bytes([0x31, len(b"".join(rdn))]) + b"".join(rdn) for rdn in rdns)
    return bytes([0x30, len(body)]) + body


def organised(*last: bytes) -> bytes:
    return name((attribute(ORGANISATION, "Example"),), last)


def test_the_last_attribute_is_told_folded() -> None:
    assert sketch(organised(attribute(CN, "Root  CA", PRINTABLE))) == (CN, "root ca")
    assert sketch(organised(attribute(ORGANISATION, "root ca "))) == (ORGANISATION, "root ca")


ALIKE = [
    organised(attribute(CN, "Polo", UTF8)),
    organised(attribute(CN, " polo ", PRINTABLE)),
    organised(attribute(CN, "POLO", IA5)),
    organised(attribute(CN, "polo", T61)),
    organised(attribute(CN, "Polo", BMP)),
    organised(attribute(CN, "\uff30olo", BMP)),
    organised(attribute(CN, "\uff30olo", UTF8)),
    organised(attribute(CN, "Po\u00adlo", UTF8)),
    organised(attribute(CN, "Po\x07lo", IA5)),
]


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(ALIKE, 2)))
def test_equal_names_never_differ_in_it(one: bytes, other: bytes) -> None:
    assert Name(one) == Name(other)
    told = {sketch(one), sketch(other)} - {None}
    assert len(told) <= 1


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(organised(attribute(CN, "b"), attribute(ORGANISATION, "c")), id="two attributes in the last RDN"),
        pytest.param(organised(attribute(CN, "Bücher")), id="beyond ASCII"),
        pytest.param(organised(attribute(CN, "a\nb")), id="a control character"),
        pytest.param(organised(attribute(CN, "x" * 0x78)), id="a length that takes two octets"),
        pytest.param(organised(attribute(CN, "a"))[:-1], id="cut off"),
        pytest.param(organised(attribute(CN, "a")) + b"\0", id="something behind it"),
        pytest.param(b"\x30\x00", id="empty"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x06\x03\x55\x04", id="an identifier alone"),
    ],
)
def test_nothing_is_said_of_what_is_unusual(encoded: bytes) -> None:
    assert sketch(encoded) is None
