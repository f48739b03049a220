"""The DER reader: compared with asn1crypto where both read, and by X.690 where it must refuse."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from chainaudit.errors import EncodingError
from chainaudit.model import der


@given(st.integers(min_value=-(2**200), max_value=2**200))
def test_an_integer_is_read_as_asn1crypto_writes_it(value: int) -> None:
    assert der.integer(der.read(core.Integer(value).dump())) == value


@pytest.mark.parametrize(
    "dotted", ["1.2.840.113549.1.1.11", "2.5.29.17", "2.999.3", "0.9.2342.19200300.100.1.1", "2.16.840.1.113730.1.1"]
)
def test_an_object_identifier_is_read_and_written_as_asn1crypto_does(dotted: str) -> None:
    encoded = core.ObjectIdentifier(dotted).dump()
    assert der.oid(der.read(encoded)) == dotted
    assert der.encode(der.OBJECT_IDENTIFIER, der.encode_oid(dotted)) == encoded


@given(st.binary(max_size=300))
def test_a_value_of_any_length_is_written_and_read_back(content: bytes) -> None:
    node = der.sole(der.encode(der.OCTET_STRING, content), der.OCTET_STRING, "octets")
    assert node.content == content
    assert node.encoded == core.OctetString(content).dump()


@given(st.binary(max_size=60))
def test_no_bytes_raise_anything_but_an_encoding_error(data: bytes) -> None:
    offset = 0
    try:
        for node in der.iterate(data, 0, len(data)):
            node.children()
    except EncodingError as error:
        offset = error.offset
    assert 0 <= offset <= len(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the data end"),
        (b"\x30", "the data end"),
        (b"\x30\x05\x02", "cut off"),
        (b"\x30\x80\x00\x00", "indefinite"),
        (b"\x04\x81\x05hello", "shortest form"),
        (b"\x04\x82\x00\x85" + b"x" * 0x85, "shortest form"),
        (b"\x04\x85\x01\x00\x00\x00\x00", "longer than the data"),
        (b"\x1f\x81\x01\x00", "over 30"),
    ],
)
def test_what_is_no_der_is_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(EncodingError, match=words):
        der.read(data)


@pytest.mark.parametrize("data", [b"\x02\x00", b"\x02\x02\x00\x01", b"\x02\x02\xff\xff", b"\x04\x01\x01"])
def test_an_integer_that_is_empty_padded_or_none_is_refused(data: bytes) -> None:
    with pytest.raises(EncodingError):
        der.integer(der.read(data))


@pytest.mark.parametrize(("data", "value"), [(b"\x01\x01\xff", True), (b"\x01\x01\x00", False)])
def test_a_boolean_has_two_forms(data: bytes, value: bool) -> None:
    assert der.boolean(der.read(data)) is value


def test_a_boolean_of_another_form_is_refused() -> None:
    with pytest.raises(EncodingError, match="neither"):
        der.boolean(der.read(b"\x01\x01\x01"))


@pytest.mark.parametrize("data", [b"\x06\x00", b"\x06\x01\x80", b"\x06\x03\x2a\x80\x01", b"\x06\x02\x2a\x86"])
def test_an_object_identifier_that_is_empty_padded_or_unfinished_is_refused(data: bytes) -> None:
    with pytest.raises(EncodingError):
        der.oid(der.read(data))


def test_bits_are_counted_from_the_first() -> None:
    assert der.bit_flags(der.read(b"\x03\x02\x05\xa0")) == {0, 2}
    assert der.bit_flags(der.read(b"\x03\x03\x07\x00\x80")) == {8}
    with pytest.raises(EncodingError, match="unused"):
        der.bits(der.read(b"\x03\x02\x08\x00"))
    with pytest.raises(EncodingError, match="unused"):
        der.bits(der.read(b"\x03\x01\x01"))


@pytest.mark.parametrize(
    ("tag", "text", "moment"),
    [
        (der.UTC_TIME, b"491231235959Z", datetime(2049, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
        (der.UTC_TIME, b"500101000000Z", datetime(1950, 1, 1, tzinfo=timezone.utc)),
        (der.GENERALIZED_TIME, b"20500101000000Z", datetime(2050, 1, 1, tzinfo=timezone.utc)),
        (der.GENERALIZED_TIME, b"99991231235959Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
    ],
)
def test_times_are_read_by_the_rules_of_certificates(tag: int, text: bytes, moment: datetime) -> None:
    assert der.time(der.read(der.encode(tag, text))) == moment


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (der.UTC_TIME, b"4912312359Z"),
        (der.UTC_TIME, b"491231235959+0000"),
        (der.GENERALIZED_TIME, b"20500101000000.5Z"),
        (der.GENERALIZED_TIME, b"20501301000000Z"),
        (der.UTC_TIME, b"490231000000Z"),
        (der.OCTET_STRING, b"491231235959Z"),
    ],
)
def test_other_forms_of_time_are_refused(tag: int, text: bytes) -> None:
    with pytest.raises(EncodingError):
        der.time(der.read(der.encode(tag, text)))


def test_bytes_behind_the_value_are_refused_where_it_must_stand_alone() -> None:
    with pytest.raises(EncodingError, match="2 bytes follow") as caught:
        der.sole(b"\x05\x00ab", der.NULL, "nothing")
    assert caught.value.offset == 2


def test_more_values_than_are_kept_are_refused_before_they_are_kept() -> None:
    node = der.read(der.encode(der.SEQUENCE, b"\5\0" * (der.MAX_CHILDREN + 1)))
    with pytest.raises(EncodingError, match="more than"):
        node.children()
    assert len(der.read(der.encode(der.SEQUENCE, b"\5\0" * der.MAX_CHILDREN)).children()) == der.MAX_CHILDREN
    long = der.encode(der.SEQUENCE, der.encode(der.OCTET_STRING, bytes(3 * der.MAX_CHILDREN)) * 2)
    assert len(der.read(long).children()) == 2


def test_an_object_identifier_that_nobody_has_assigned_is_refused_unread() -> None:
    node = der.read(der.encode(der.OBJECT_IDENTIFIER, b"\x2a" + b"\xff" * der.MAX_OID_OCTETS + b"\1"))
    with pytest.raises(EncodingError, match="octets"):
        der.oid(node)
