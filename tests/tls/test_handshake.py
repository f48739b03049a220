from __future__ import annotations

from chainaudit.tls.handshake import MAX_MESSAGE_BYTES, HandshakeReader

DONE = b"\x0e\x00\x00\x00"
STATUS = b"\x16\x00\x00\x03abc"


def test_fragments_and_several_in_one() -> None:
    reader = HandshakeReader()
    assert reader.feed(STATUS[:5]) == []
    found = reader.feed(STATUS[5:] + DONE)
    assert [(message.name, message.body) for message in found] == [
        ("certificate_status", b"abc"),
        ("server_hello_done", b""),
    ]


def test_what_no_message_starts_with_is_encrypted() -> None:
    reader = HandshakeReader()
    assert reader.feed(b"\xee\x01\x02\x03\x04") == []
    assert reader.broken is not None
    assert reader.feed(DONE) == []


def test_a_length_that_nobody_takes() -> None:
    reader = HandshakeReader()
    reader.feed(b"\x0b" + (MAX_MESSAGE_BYTES + 1).to_bytes(3, "big"))
    assert reader.broken is not None


def test_missing_bytes_mark_the_message_that_they_are_in() -> None:
    reader = HandshakeReader()
    found = reader.feed(DONE + STATUS, 9)
    assert [message.missing_from for message in found] == [None, 1]


def test_what_was_cut_off_is_given_at_the_end() -> None:
    reader = HandshakeReader()
    reader.feed(STATUS[:6])
    message = reader.remainder()
    assert message is not None
    assert (message.body, message.missing_from) == (b"ab", 2)
