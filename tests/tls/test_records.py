from __future__ import annotations

import pytest

from chainaudit.tls.records import MAX_RECORD_BYTES, SSL2_HELLO, RecordReader, looks_like_tls

ALERT = b"\x15\x03\x03\x00\x02\x02\x30"
DATA = b"\x17\x03\x03\x00\x05hello"
SSL2 = bytes.fromhex("802c0103010003000000200000ff") + bytes(32)


def test_records_come_whole_whatever_the_pieces() -> None:
    reader = RecordReader()
    found = [record for octet in ALERT + DATA for record in reader.feed(bytes((octet,)))]
    assert [(record.content_type, record.payload) for record in found] == [(21, b"\x02\x30"), (23, b"hello")]
    assert reader.broken is None


def test_data_is_passed_over_when_nobody_wants_it() -> None:
    reader = RecordReader()
    reader.keep_application_data = False
    found = reader.feed(DATA[:7]) + reader.feed(DATA[7:] + ALERT)
    assert [(record.content_type, record.length, record.payload) for record in found] == [
        (23, 5, b""),
        (21, 2, b"\x02\x30"),
    ]


def test_a_gap_inside_a_record_is_bridged_and_marked() -> None:
    reader = RecordReader()
    assert reader.feed(DATA[:7]) == []
    record = reader.gap(3)[0]
    assert (record.length, record.missing_from) == (5, 2)
    assert reader.feed(ALERT)[0].missing_from is None


def test_a_gap_over_records_ends_the_stream() -> None:
    reader = RecordReader()
    reader.feed(DATA[:7])
    reader.gap(100)
    assert reader.broken is not None
    assert reader.feed(ALERT) == []


def test_ssl2_framing() -> None:
    found = RecordReader().feed(SSL2)
    assert [(record.content_type, record.length) for record in found] == [(SSL2_HELLO, 44)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ALERT, True),
        (SSL2, True),
        (b"\x16\x03\x01", True),
        (b"GET / HTTP/1.1", False),
        (b"\x16\x03\x01" + (MAX_RECORD_BYTES + 1).to_bytes(2, "big"), False),
        (b"", False),
    ],
)
def test_what_looks_like_tls(data: bytes, expected: bool) -> None:
    assert looks_like_tls(data) is expected


def test_what_is_not_tls_breaks_at_once() -> None:
    reader = RecordReader()
    assert reader.feed(b"220 mail ready\r\n") == []
    assert reader.broken == "the bytes are not a TLS record"
