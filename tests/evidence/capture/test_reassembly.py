from __future__ import annotations

from chainaudit.evidence.capture.reassembly import MAX_WAITING_BYTES, Piece, Reassembly


def joined(pieces: list[Piece]) -> bytes:
    return b"".join(piece.data for piece in pieces)


def test_order_overlap_and_retransmission() -> None:
    stream = Reassembly()
    stream.start(100)
    pieces = (
        stream.feed(103, b"def", 0)
        + stream.feed(100, b"abc", 0)
        + stream.feed(100, b"abc", 0)
        + stream.feed(104, b"efgh", 0)
    )
    assert joined(pieces) == b"abcdefgh"
    assert not any(piece.gap for piece in pieces)


def test_numbers_that_wrap_around() -> None:
    stream = Reassembly()
    stream.start(2**32 - 2)
    assert joined(stream.feed(2**32 - 2, b"ab", 0) + stream.feed(0, b"cd", 0)) == b"abcd"


def test_bytes_that_never_come_are_a_gap() -> None:
    stream = Reassembly()
    stream.start(0)
    assert stream.feed(10, b"later", 0) == []
    assert stream.flush() == [Piece(10, b"later", 0)]


def test_what_waits_is_bounded() -> None:
    stream = Reassembly()
    stream.start(0)
    pieces = stream.feed(1, bytes(MAX_WAITING_BYTES + 1), 0)
    assert [piece.gap for piece in pieces] == [1]


def test_a_truncated_segment_counts_with_what_it_lacks() -> None:
    stream = Reassembly()
    stream.start(0)
    assert stream.feed(0, b"ab", 3) == [Piece(0, b"ab", 3)]
    assert joined(stream.feed(5, b"fg", 0)) == b"fg"
