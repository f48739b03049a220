"""BER as DER: lengths, strings in pieces, and where reading ends; beside what asn1crypto makes of it."""

from __future__ import annotations

import pytest
from asn1crypto import core

from chainaudit.errors import EncodingError
from chainaudit.model import ber, der

END = b"\0\0"


def indefinite(tag: int, *parts: bytes) -> bytes:
    return bytes((tag, 0x80)) + b"".join(parts) + END


ABC = der.encode(der.OCTET_STRING, b"abc")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ABC, ABC),
        (b"\x04\x81\x03abc", ABC),
        (b"\x04\x84\x00\x00\x00\x03abc", ABC),
        (indefinite(0x30, ABC), der.encode(der.SEQUENCE, ABC)),
        (indefinite(0x30, indefinite(0xA0, ABC)), der.encode(der.SEQUENCE, der.encode(0xA0, ABC))),
        (indefinite(0x24, ABC, ABC), der.encode(der.OCTET_STRING, b"abcabc")),
        (indefinite(0x24, indefinite(0x24, ABC), ABC), der.encode(der.OCTET_STRING, b"abcabc")),
        (indefinite(0x24), der.encode(der.OCTET_STRING, b"")),
        (bytes((0x24, 5)) + ABC, ABC),
        (indefinite(0x23, b"\x03\x02\x00\xaa", b"\x03\x02\x04\xb0"), der.encode(der.BIT_STRING, b"\x04\xaa\xb0")),
        (indefinite(0x30), der.encode(der.SEQUENCE, b"")),
    ],
)
def test_every_form_of_a_value_becomes_the_one_of_der(data: bytes, expected: bytes) -> None:
    assert ber.rewrite(data) == (expected, len(data))
    assert ber.rewrite(b"xx" + data + b"behind", 2) == (expected, 2 + len(data))
    assert der.read(expected).end == len(expected)


def test_asn1crypto_reads_the_same() -> None:
    pieces = indefinite(0x24, *(der.encode(der.OCTET_STRING, bytes((n,)) * 100) for n in range(5)))
    theirs = core.OctetString.load(pieces).native
    assert der.read(ber.rewrite(pieces)[0]).content == theirs


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "the data end"),
        (b"\x30", "the data end"),
        (b"\x04\x05abc", "cut off"),
        (b"\x04\x82\x01", "longer than the data"),
        (b"\x30\x80" + ABC, "the data end"),
        (b"\x04\x80abc" + END, "a primitive value has an indefinite length"),
        (b"\x1f\x81\x01\x00", "a tag number over 30"),
        (indefinite(0x24, b"\x02\x01\x00"), "a piece of another type"),
        (b"\x30\x03\x04\x05a", "cut off"),
    ],
)
def test_what_is_no_ber_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(EncodingError, match=why):
        ber.rewrite(data)


@pytest.mark.parametrize(("depth", "is_read"), [(ber.MAX_DEPTH, True), (ber.MAX_DEPTH + 1, False), (100_000, False)])
def test_nesting_has_an_end(depth: int, is_read: bool) -> None:
    data = b"\x30\x80" * (depth + 1) + END * (depth + 1)
    if is_read:
        assert ber.rewrite(data)[1] == len(data)
        return
    with pytest.raises(EncodingError, match="nested too deeply"):
        ber.rewrite(data)


@pytest.mark.parametrize(("values", "is_read"), [(10, True), (9, False)])
def test_values_are_counted(monkeypatch: pytest.MonkeyPatch, values: int, is_read: bool) -> None:
    monkeypatch.setattr(ber, "MAX_VALUES", values)
    data = indefinite(0x30, *[b"\x05\x00"] * 9)
    if is_read:
        assert ber.rewrite(data)[1] == len(data)
        return
    with pytest.raises(EncodingError, match="more than 9 values"):
        ber.rewrite(data)


@pytest.mark.parametrize(
    ("data", "answer"), [(ABC, True), (b"\x30\x80", False), (b"\x30", False), (b"", False), (b"\x30\x81\x80", True)]
)
def test_whether_the_outermost_length_is_definite(data: bytes, answer: bool) -> None:
    assert ber.is_definite(data) is answer
