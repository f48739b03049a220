"""Serialised objects of Java are read as values, and bounded."""

from __future__ import annotations

import pytest

from chainaudit.errors import EncodingError, StoreError, StoreErrorKind
from chainaudit.readers.crypto.key_derivation import WorkBudget
from chainaudit.readers.java import jceks, serialization
from tests.effort import calls
from tests.readers.stores import ROWS


def test_serialised_objects_are_bounded() -> None:
    data = ROWS["ext_pyjks_AES128.jceks"].path.read_bytes()
    start = data.index(b"\xac\xed\x00\x05")
    found, end = serialization.read(data, start)
    assert end == len(data) - 20
    assert "javax.crypto.SealedObject" in found.classes
    assert isinstance(found.fields["encryptedContent"], bytes)
    for length in range(start, end):
        with pytest.raises(EncodingError):
            serialization.read(data[:length], start)
    deep = b"\xac\xed\x00\x05" + b"ur\x00\x02[L" + bytes(8) + b"\x02\x00\x00\x78\x70\x00\x00\x00\x01" * 1
    with pytest.raises(EncodingError):
        serialization.read(deep + b"\x75" * 100)


FIRST_HANDLE = 0x7E0000


def count(number: int, octets: int = 4) -> bytes:
    return number.to_bytes(octets, "big")


def described(name: bytes, fields: bytes = b"\0\0") -> bytes:
    """A class description: its name, a version, SC_SERIALIZABLE, fields, no annotation, no class above it."""
    return b"\x72" + count(len(name), 2) + name + bytes(8) + b"\x02" + fields + b"\x78\x70"


def nested(depth: int, width: int, first_handle: int) -> bytes:
    """Arrays in arrays, each of which refers ``width`` times to the one inside it: width ** depth when written out."""
    array = b"\x75" + described(b"[L")
    if depth == 0:
        return array + count(1) + b"\x70"
    again = b"\x71" + count(FIRST_HANDLE + first_handle + 3)
    return array + count(width) + nested(depth - 1, width, first_handle + 2) + again * (width - 1)


def test_a_constant_named_by_arrays_that_grow_without_end_is_refused() -> None:
    data = b"\xac\xed\x00\x05\x7e" + described(b"E") + nested(14, 50, 2)

    def refused() -> None:
        with pytest.raises(EncodingError, match="has no name"):
            serialization.read(data)

    assert calls(refused) < 20_000


def test_a_constant_has_its_name() -> None:
    data = b"\xac\xed\x00\x05\x7e" + described(b"E") + b"\x74\x00\x03RED"
    assert serialization.read(data) == ("RED", len(data))


def test_a_sealed_object_whose_algorithm_grows_without_end_is_refused() -> None:
    fields = count(2, 2) + b"[\x00\x10encryptedContent\x74\x00\x02[BL\x00\x07sealAlg\x74\x00\x01L"
    content = b"\x75" + described(b"[B") + count(8) + bytes(8)
    data = b"\xac\xed\x00\x05\x73" + described(b"S", fields) + content + nested(14, 50, 6)

    def refused() -> None:
        with pytest.raises(StoreError, match="sealed with what has no name") as error:
            jceks._open_secret(data, "password", WorkBudget(1_000))
        assert error.value.kind is StoreErrorKind.UNSUPPORTED

    assert calls(refused) < 20_000
